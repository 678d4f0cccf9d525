using Palisade.Detection.Decoding;

namespace Palisade.Detection.Evasions;

/// <summary>Letters and digits written as references of HTML or escapes of script: encoders write signs so, never letters.</summary>
internal static class EscapedLetters
{
    private const int Few = 2;
    private const int Many = 4;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        var letters = 0;
        var first = 0;
        var last = 0;
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOfAny((byte)'&', (byte)'\\');
            if (next < 0) break;
            at += next;
            var escape = Escape.Read(value[at..]);
            if (escape.Layer != Layers.None && IsNeedless(value[at..], escape))
            {
                if (letters++ == 0) first = at;
                last = at + escape.Length;
            }

            at += escape.Length;
        }

        if (letters < Few) return null;
        var confidence = letters < Many ? Confidence.Low : Confidence.Medium;
        return new(confidence, first, last - first, "letters are written as character references or escapes, which no encoder does");
    }

    // Octal is left out: "\101" is as often part of a path or an expression.
    private static bool IsNeedless(ReadOnlySpan<byte> text, Escape escape) =>
        escape.Code is > 0 and < 0x80 && char.IsAsciiLetterOrDigit((char)escape.Code) && !char.IsAsciiDigit((char)text[1]);
}
