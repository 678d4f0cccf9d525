using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>
/// A regular expression of ECMA-262 with the flag <c>u</c>, as JSON Schema has them, made ready for Palisade's automata over the bytes of UTF-8. What would
/// need backtracking is refused by name.
/// </summary>
internal sealed class EcmaPattern
{
    private static readonly BytePatternOptions Options = new() { Flags = PatternFlags.DollarEndOnly };

    private readonly BytePattern _pattern;

    private EcmaPattern(BytePattern pattern) => _pattern = pattern;

    /// <summary>Makes a pattern ready; null with the reason when it cannot be.</summary>
    public static EcmaPattern? Compile(string text, out string? reason)
    {
        if (text.Length > 8192)
        {
            reason = "it is longer than 8192 characters";
            return null;
        }

        var translation = new EcmaTranslation(text);
        reason = translation.Run();
        if (reason is not null) return null;

        var (pattern, fault) = BytePattern.Compile(translation.Output, Options);
        if (pattern is null) reason = fault?.Message ?? "it is no pattern";
        else if (!pattern.IsLinear) reason = "its automaton would be too big";
        return reason is null ? new EcmaPattern(pattern!) : null;
    }

    /// <summary>Whether a text has a match anywhere.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="gaveUp">Whether a limit ended the search; the answer is then true.</param>
    public bool Matches(ReadOnlySpan<byte> text, out bool gaveUp) => _pattern.IsMatch(text, out gaveUp) || gaveUp;
}
