namespace Palisade.Protection.Tests;

/// <summary>Finds material that is not part of the project: a folder <c>shared</c> beside one of the folders above the tests.</summary>
internal static class SharedFolder
{
    /// <summary>The path of a file or folder in it, or null when it is not there.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", name);
            if (Path.Exists(path)) return path;
        }

        return null;
    }
}
