namespace Palisade.Detection.Tests.Shared;

/// <summary>The folder of samples beside the project; tests that need it are skipped where it is absent.</summary>
internal static class SharedFolder
{
    public static string? Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([folder.FullName, "shared", .. parts]);
            if (File.Exists(path) || Directory.Exists(path)) return path;
        }

        return null;
    }
}
