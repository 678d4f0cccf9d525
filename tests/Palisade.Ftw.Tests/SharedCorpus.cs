namespace Palisade.Ftw.Tests;

/// <summary>The CRS's own tests, where they stand beside this checkout.</summary>
internal static class SharedCorpus
{
    /// <summary>The folder of test files; null where there is none, and the tests that want it pass vacuously.</summary>
    public static string? Tests { get; } = Find("crs", "tests");

    /// <summary>The folder of other engines' overrides.</summary>
    public static string? Overrides { get; } = Find("crs", "tests-overrides");

    private static string? Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine([folder.FullName, "shared", .. path]);
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
