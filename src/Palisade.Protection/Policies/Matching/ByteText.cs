using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Protection.Policies.Matching;

/// <summary>What operators write, as the bytes that requests carry.</summary>
internal static class ByteText
{
    private static readonly BytePatternOptions Options = new() { Flags = PatternFlags.DotAll };

    /// <summary>UTF-8.</summary>
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>UTF-8, of each.</summary>
    public static byte[][] Of(IReadOnlyList<string> texts) => [.. texts.Select(Of)];

    /// <summary>A regular expression over bytes. Only those that take linear time: a policy must not be a way to stop the gateway.</summary>
    /// <returns>The pattern, or what is wrong.</returns>
    public static (BytePattern? Pattern, string? Fault) Pattern(string text)
    {
        var (pattern, fault) = BytePattern.Compile(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), Options);
        if (pattern is null) return (null, $"'{text}' is not a regular expression: {fault?.Message}.");
        if (!pattern.Facts.NeedsBacktracking) return (pattern, null);

        return (null, $"'{text}' needs backtracking ({string.Join(", ", pattern.Facts.BacktrackingNeeds.Select(n => n.Construct).Distinct(StringComparer.Ordinal))}), which policies do without.");
    }
}
