namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads PCRE2 syntax (10.42) over bytes, without UTF.</summary>
public static class PatternParser
{
    /// <summary>The longest pattern, in bytes.</summary>
    public const int LongestPattern = 256 * 1024;

    /// <summary>Parses a pattern. Any text gives an answer; none throws.</summary>
    /// <param name="pattern">One character for each byte: none above U+00FF.</param>
    /// <param name="flags">The flags in force at its start.</param>
    public static PatternParseResult Parse(string pattern, PatternFlags flags)
    {
        if (pattern.Length > LongestPattern) return new(null, new PatternFault(LongestPattern, $"the pattern is longer than {LongestPattern} bytes"));
        var wide = pattern.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF');
        return wide >= 0
            ? new(null, new PatternFault(wide, "a character is not a byte"))
            : new PatternReader(pattern, flags).Read();
    }
}
