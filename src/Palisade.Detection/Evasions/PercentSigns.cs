using System.Buffers;
using Palisade.Detection.Decoding;

namespace Palisade.Detection.Evasions;

/// <summary>Percent escapes that no encoder makes.</summary>
internal static class PercentSigns
{
    private static readonly SearchValues<byte> CodeSigns = SearchValues.Create("<>'\"();="u8);

    private const int FewLetters = 2;
    private const int ManyLetters = 6;
    private const int BrokenWords = 2;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        Finding? weak = null;
        var letters = 0;
        var broken = 0;
        var first = -1;
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf((byte)'%');
            if (next < 0) break;
            at += next;
            if (Judge(value, at, out var length) is { } strong)
            {
                if (strong.Confidence == Confidence.Medium) return strong;
                weak ??= strong;
            }

            if (length == 3 && char.IsAsciiLetterOrDigit((char)HexDigits.Read(value[(at + 1)..], 2)))
            {
                if (letters++ == 0) first = at;
            }

            if (length == 1 && BreaksWord(value, at)) broken++;
            at += length;
        }

        if (letters >= ManyLetters) return new(Confidence.Medium, first, value.Length - first, "letters and digits are percent-encoded, which no encoder does");
        if (weak is not null) return weak;
        if (letters >= FewLetters) return new(Confidence.Low, first, value.Length - first, "letters or digits are percent-encoded, which no encoder does");
        return broken >= BrokenWords && value.ContainsAny(CodeSigns) ? new(Confidence.Low, 0, value.Length, "words are broken by percent signs that old servers drop") : null;
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, int at, out int length)
    {
        var rest = value[at..];
        var escape = Escape.Read(rest);
        length = escape.Length;
        return (escape.Layer, escape.Code) switch
        {
            (Layers.PercentU, < 0x80) => new(Confidence.Medium, at, length, "writes ASCII as %uHHHH, which only IIS reads"),
            (Layers.PercentU, _) when LookAlikes.Find(escape.Code) != 0 => new(Confidence.Medium, at, length, "writes a look-alike of ASCII as %uHHHH"),
            (Layers.Percent, 0) => new(Confidence.Medium, at, length, "holds an escaped null byte, which ends the text in C"),
            (Layers.Percent, '%') => JudgeDouble(rest, at),
            (Layers.Percent, >= 0xC0) => JudgeOverlong(rest, at),
            _ => null,
        };
    }

    // A URL in a URL in a URL is encoded twice, its signs and blanks at that. Quotes, angle brackets, dots and letters in it are not.
    private static Finding? JudgeDouble(ReadOnlySpan<byte> text, int at)
    {
        var layers = 1;
        var rest = text[3..];
        while (rest.StartsWith("25"u8))
        {
            layers++;
            rest = rest[2..];
        }

        if (rest.Length > 4 && (rest[0] | 0x20) == 'u' && HexDigits.Read(rest[1..], 4) >= 0) return new(Confidence.Medium, at, 3, "percent-encodes a %uHHHH escape once more");
        var code = HexDigits.Read(rest, 2);
        if (code < 0) return null;
        var length = text.Length - rest.Length + 2;
        if (layers > 2) return new(Confidence.Medium, at, length, "is percent-encoded three times or more");
        if (code < 0x20 && code is not ('\n' or '\r' or '\t')) return new(Confidence.Medium, at, length, "percent-encodes a control character twice");
        return IsNeverEncodedTwice(code) ? new(Confidence.Medium, at, length, "percent-encodes twice what a URL in a URL does not have") : null;
    }

    private static bool IsNeverEncodedTwice(int code) => char.IsAsciiLetterOrDigit((char)code) || code is '\'' or '<' or '>' or '.' or '\\' or '(' or ')' or ';' or '`';

    private static Finding? JudgeOverlong(ReadOnlySpan<byte> text, int at)
    {
        Span<byte> bytes = stackalloc byte[6];
        var count = 0;
        while (count < bytes.Length && text.Length >= 3 && text[0] == '%' && HexDigits.Read(text[1..], 2) is var code and >= 0)
        {
            bytes[count++] = (byte)code;
            text = text[3..];
        }

        // A careless decoder takes the byte behind C0 as it is.
        if (count == 1 && bytes[0] == 0xC0 && text.Length > 0 && text[0] is (byte)'.' or (byte)'/' or (byte)'\\') bytes[count++] = text[0];
        return DisguisedBytes.JudgeFirst(bytes[..count], at, 3) is { } found ? found with { Length = 6 } : null;
    }

    // "s%elect": the sign stands between letters and starts no escape. "50%off" has a digit before it, formats a blank.
    private static bool BreaksWord(ReadOnlySpan<byte> value, int at) =>
        at > 0 && at + 1 < value.Length && char.IsAsciiLetter((char)value[at - 1]) && char.IsAsciiLetter((char)value[at + 1]);
}
