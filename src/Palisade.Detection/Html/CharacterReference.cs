namespace Palisade.Detection.Html;

/// <summary>Decodes the character references that hide ASCII: numeric ones, and the few named ones that stand for what a script URL is made of.</summary>
internal static class CharacterReference
{
    // Zeros may lead at will; more of them than this hide nothing a browser would still be shown.
    private const int LongestNumber = 24;

    /// <summary>The first character of a text and the bytes it takes; a byte that starts no reference stands for itself.</summary>
    public static (int Code, int Length) Read(ReadOnlySpan<byte> text)
    {
        if (text[0] != '&' || text.Length < 3) return (text[0], 1);
        return text[1] == '#' ? ReadNumber(text) : ReadName(text);
    }

    private static (int Code, int Length) ReadNumber(ReadOnlySpan<byte> text)
    {
        var isHex = (text[2] | 0x20) == 'x';
        var first = isHex ? 3 : 2;
        var at = first;
        var code = 0;
        while (at < text.Length && at < LongestNumber && Digit(text[at], isHex) is var digit and >= 0)
        {
            code = Math.Min((code * (isHex ? 16 : 10)) + digit, 0x110000);
            at++;
        }

        if (at == first) return (text[0], 1);
        return (code, at < text.Length && text[at] == ';' ? at + 1 : at);
    }

    private static int Digit(byte b, bool isHex) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        _ when isHex && (b | 0x20) is >= 'a' and <= 'f' => (b | 0x20) - 'a' + 10,
        _ => -1,
    };

    private static (int Code, int Length) ReadName(ReadOnlySpan<byte> text)
    {
        var name = text[1..];
        if (name.StartsWith("Tab;"u8)) return ('\t', 5);
        if (name.StartsWith("NewLine;"u8)) return ('\n', 9);
        if (name.StartsWith("colon;"u8)) return (':', 7);
        if (name.StartsWith("lpar;"u8)) return ('(', 6);
        if (name.StartsWith("sol;"u8)) return ('/', 5);
        return name.StartsWith("nbsp;"u8) ? (0xA0, 6) : (text[0], 1);
    }
}
