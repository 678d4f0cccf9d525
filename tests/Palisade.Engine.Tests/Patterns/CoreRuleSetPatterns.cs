using System.Text;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>The patterns of the OWASP Core Rule Set that lies beside the project, where it is available.</summary>
internal static class CoreRuleSetPatterns
{
    /// <summary>Every different argument of <c>@rx</c>, in the order of the files; none where the rules are not available.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Read().Distinct()];

    private static IEnumerable<string> Read()
    {
        if (Folder() is not { } folder) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.conf").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file, Encoding.Latin1);
            foreach (var mark in new[] { "\"@rx ", "\"!@rx " })
            {
                for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
                {
                    yield return Argument(text, at + mark.Length);
                }
            }
        }
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var rules = Path.Combine(folder.FullName, "shared", "crs", "rules");
            if (Directory.Exists(rules)) return rules;
        }

        return null;
    }

    // Up to the quotation mark that no backslash precedes; a quotation mark inside has one, which is not part of the pattern.
    private static string Argument(string text, int start)
    {
        var end = start;
        while (text[end] != '"' || text[end - 1] == '\\') end++;
        return text[start..end].Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}
