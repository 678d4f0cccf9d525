using System.Text;
using Palisade.Engine.Tests.Transformations;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>The patterns of the OWASP Core Rule Set that lies beside the project, where it is available.</summary>
internal static class CoreRuleSetPatterns
{
    /// <summary>Every different argument of <c>@rx</c>, in the order of the files; none where the rules are not available.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Read().Distinct()];

    private static IEnumerable<string> Read()
    {
        if (ConformanceFiles.Shared is not { } shared) yield break;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(shared, "crs", "rules"), "*.conf").Order(StringComparer.Ordinal))
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

    // Up to the quotation mark that no backslash precedes; a quotation mark inside has one, which is not part of the pattern.
    private static string Argument(string text, int start)
    {
        var end = start;
        while (text[end] != '"' || text[end - 1] == '\\') end++;
        return text[start..end].Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}
