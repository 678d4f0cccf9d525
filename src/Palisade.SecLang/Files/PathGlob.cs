using System.IO.Enumeration;

namespace Palisade.SecLang.Files;

/// <summary>Finds the files of an <c>Include</c> pattern.</summary>
internal static class PathGlob
{
    /// <summary>Files in ordinal order of their paths. Wildcards <c>*</c>, <c>?</c> and <c>[…]</c> work in folders too and do not cross them.</summary>
    /// <param name="folder">What a relative pattern starts from.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public static IReadOnlyList<string> Find(string folder, string pattern)
    {
        var full = Path.Combine(folder, pattern);
        var root = Path.GetPathRoot(full) ?? "";
        var steps = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> found = [root];
        for (var i = 0; i < steps.Length; i++)
        {
            var (step, last) = (steps[i], i == steps.Length - 1);
            found = [.. found.SelectMany(at => Step(at, step, last))];
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static string[] Step(string folder, string step, bool last)
    {
        if (!GlobPattern.IsPlain(step)) return List(folder, new GlobPattern(step), last);
        var path = Path.Join(folder, step);
        return (last ? File.Exists(path) : Directory.Exists(path)) ? [path] : [];
    }

    private static string[] List(string folder, GlobPattern glob, bool last) =>
    [
        .. new FileSystemEnumerable<string>(
            folder.Length is 0 ? "." : folder,
            (ref entry) => Path.Join(folder, entry.FileName),
            new EnumerationOptions { AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref entry) => glob.IsMatch(entry.FileName) && (last ? !entry.IsDirectory : entry.IsDirectory),
        },
    ];
}
