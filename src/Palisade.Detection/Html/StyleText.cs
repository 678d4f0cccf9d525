using Palisade.Detection.Decoding;

namespace Palisade.Detection.Html;

/// <summary>Recognises style values that run script or load a foreign style. Comments and backslashes, which hide names in CSS, are passed over.</summary>
internal static class StyleText
{
    private const int LongestName = 16;

    public static bool IsActive(ReadOnlySpan<byte> style)
    {
        Span<byte> name = stackalloc byte[LongestName];
        var count = 0;
        for (var at = 0; at < style.Length;)
        {
            var (code, length) = Next(style[at..]);
            at += length;
            if (code < 0) continue;
            if (code < 0x80 && (HtmlBytes.IsLetter((byte)code) || code is '-' or '@'))
            {
                if (count == LongestName) name[1..].CopyTo(name);
                else count++;
                name[count - 1] = (byte)(code == '-' || code == '@' ? code : code | 0x20);
                if (name[..count].SequenceEqual("@import"u8)) return true;
                continue;
            }

            if (Ends(name[..count], code)) return true;
            if (code > 0x20) count = 0;
        }

        return false;
    }

    private static bool Ends(ReadOnlySpan<byte> name, int code) => code switch
    {
        '(' => name.EndsWith("expression"u8),
        ':' => name.EndsWith("-moz-binding"u8) || name.EndsWith("behavior"u8) || name.EndsWith("behaviour"u8) || name.EndsWith("javascript"u8) || name.EndsWith("vbscript"u8),
        _ => false,
    };

    // The next character; -1 for what CSS passes over.
    private static (int Code, int Length) Next(ReadOnlySpan<byte> style)
    {
        if (style[0] == '\\') return (-1, 1);
        if (style[0] != '/' || style.Length < 2 || style[1] != '*') return CharacterReference.Read(style);
        var close = style[2..].IndexOf("*/"u8);
        return close < 0 ? (-1, 2) : (-1, close + 4);
    }
}
