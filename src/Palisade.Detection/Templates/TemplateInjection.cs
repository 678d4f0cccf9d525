using System.Buffers;

namespace Palisade.Detection.Templates;

/// <summary>
/// Decides whether a value holds an expression that a template engine or an expression language would evaluate to more than text: what
/// stands between its delimiters is read for calculations, walks into the language's internals, and calls.
/// </summary>
public static class TemplateInjection
{
    private const int MaxExpression = 1024;

    private static readonly SearchValues<byte> Openers = SearchValues.Create("{$#%*@~<["u8);

    private static readonly SearchValues<byte> Needed = SearchValues.Create("{(<[#"u8);

    /// <summary>This recogniser in the table.</summary>
    internal static Detector Row { get; } = new("template", 6, [.. "{(<[#"u8], Detect);

    /// <summary>Looks for expressions in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < 6 || !value.ContainsAny(Needed)) return null;
        Finding? best = null;
        var at = 0;
        while (at + 2 < value.Length)
        {
            var next = value[at..(value.Length - 2)].IndexOfAny(Openers);
            if (next < 0) break;
            at += next;
            if (TemplateDelimiter.At(value[at], value[at + 1]) is not { } delimiter)
            {
                at++;
                continue;
            }

            var length = Length(value, at + 2, delimiter.Close);
            var finding = TemplateExpression.Judge(value, at, value.Slice(at + 2, length), delimiter);
            if (finding is { Confidence: Confidence.High }) return finding;
            if (finding is not null && (best is null || finding.Confidence > best.Confidence)) best = finding;

            // An expression that was read is left behind; one that is open may hold another.
            at += length < MaxExpression ? Step(value.Slice(at + 2, length)) : MaxExpression;
        }

        return TemplateMarks.Find(value) ?? best;
    }

    // Up to the closing sign, other braces counted.
    private static int Length(ReadOnlySpan<byte> value, int start, byte close)
    {
        var text = value[start..Math.Min(value.Length, start + MaxExpression)];
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (byte)'{' or (byte)'(' or (byte)'[') depth++;
            else if (text[i] == close && depth <= 0) return i;
            else if (text[i] is (byte)'}' or (byte)')' or (byte)']') depth--;
        }

        return text.Length;
    }

    // To the next opening sign; ${{ is two of them.
    private static int Step(ReadOnlySpan<byte> expression)
    {
        var open = expression.IndexOfAny(Openers);
        return open switch { 0 => 1, < 0 => expression.Length + 2, _ => open + 2 };
    }
}
