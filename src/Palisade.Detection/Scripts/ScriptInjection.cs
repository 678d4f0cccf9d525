using System.Buffers;
using Palisade.Detection.Html;

namespace Palisade.Detection.Scripts;

/// <summary>
/// Decides whether a value, put into a script of a page, would leave its place there and do something: as a quoted literal, as a number or
/// expression, as the text of an event handler, as a URL with a script scheme, or in the template literal of a page. docs/detection.md says how.
/// </summary>
public static class ScriptInjection
{
    private const int Shortest = 6;

    // A call, an assignment, or a literal that is left.
    private static readonly SearchValues<byte> Signs = SearchValues.Create("(`='\""u8);

    private static readonly (byte Quote, string Place)[] Literals =
        [((byte)'\'', "leaves a single-quoted literal and "), ((byte)'"', "leaves a double-quoted literal and "), ((byte)'`', "leaves a template literal and ")];

    /// <summary>Looks for script in a value.</summary>
    /// <param name="value">The value as the application would see it, decoded. Any bytes, any length; the time is linear in it.</param>
    /// <returns>The surest finding; null when the value is harmless in every place.</returns>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest || !value.ContainsAny(Signs)) return null;
        if (SignsOnlyScript.Find(value) is { } signs) return signs;
        Finding? best = null;
        foreach (var (quote, place) in Literals)
        {
            if (best is { Confidence: Confidence.High }) return best;
            TryLiteral(value, quote, place, ref best);
        }

        if (best is not { Confidence: Confidence.High }) TryUrl(value, ref best);
        if (best is not { Confidence: Confidence.High }) TrySubstitution(value, ref best);
        if (best is null) TryCode(value, ref best);
        return best;
    }

    // The first quote ends the literal; where the application escapes quotes and not backslashes, one behind a backslash does too.
    private static void TryLiteral(ReadOnlySpan<byte> value, byte quote, string place, ref Finding? best)
    {
        var first = value.IndexOf(quote);
        if (first < 0) return;
        Judge(value, first, first + 1, afterLiteral: true, place, ref best);
        if (first == 0 || value[first - 1] != '\\') return;
        var end = ScriptBytes.TextEnd(value, 0, quote);
        if (end > 0) Judge(value, end - 1, end, afterLiteral: true, place, ref best);
    }

    private static void TryUrl(ReadOnlySpan<byte> value, ref Finding? best)
    {
        var start = ScriptUrl.ProgramStart(value);
        if (start > 0) Judge(value, 0, start, afterLiteral: false, "as a URL that runs script, ", ref best);
    }

    private static void TrySubstitution(ReadOnlySpan<byte> value, ref Finding? best)
    {
        var start = value.IndexOf("${"u8);
        if (start >= 0) Judge(value, start, start + 2, afterLiteral: false, "in a template literal, ", ref best);
        if (best is { Confidence: Confidence.High }) return;
        var braces = value.IndexOf("{{"u8);
        if (braces >= 0) Judge(value, braces, braces + 2, afterLiteral: false, "in a template of the browser, ", ref best);
    }

    private static void Judge(ReadOnlySpan<byte> value, int offset, int start, bool afterLiteral, string place, ref Finding? best)
    {
        if (start >= value.Length) return;
        var reader = new ScriptReader(value, start, afterLiteral, isInside: true);
        reader.Run();
        if (ScriptJudge.Inside(reader) is not { } confidence || (best is not null && best.Confidence >= confidence)) return;
        best = new(confidence, offset, Math.Max(reader.End, offset + 1) - offset, place + ScriptJudge.What(reader.Effect));
    }

    private static void TryCode(ReadOnlySpan<byte> value, ref Finding? best)
    {
        // JSON is no program, though it reads like the start of one.
        if (value[0] is (byte)'{' or (byte)'[' && value.Length > 1 && value[1] is (byte)'"' or (byte)'{') return;
        var reader = new ScriptReader(value, 0, afterLiteral: false, isInside: false);
        reader.Run();
        if (ScriptJudge.Code(reader) is not { } confidence) return;
        best = new(confidence, reader.EffectStart, Math.Max(reader.End, reader.EffectStart + 1) - reader.EffectStart, "as it stands, " + ScriptJudge.What(reader.Effect));
    }
}
