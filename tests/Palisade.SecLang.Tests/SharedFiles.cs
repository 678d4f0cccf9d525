namespace Palisade.SecLang.Tests;

/// <summary>Reference data beside the working tree, which not every checkout has.</summary>
internal static class SharedFiles
{
    /// <summary>The folder, or null.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "crs"))) return shared;
        }

        return null;
    }
}

/// <summary>A test that needs <see cref="SharedFiles"/> and is skipped without them.</summary>
internal sealed class FactWithSharedFilesAttribute : FactAttribute
{
    public FactWithSharedFilesAttribute()
    {
        if (SharedFiles.Folder is null) Skip = "The reference data is not here.";
    }
}

/// <summary>As <see cref="FactWithSharedFilesAttribute"/>, for tables.</summary>
internal sealed class TheoryWithSharedFilesAttribute : TheoryAttribute
{
    public TheoryWithSharedFilesAttribute()
    {
        if (SharedFiles.Folder is null) Skip = "The reference data is not here.";
    }
}
