namespace Palisade.Detection.Decoding;

/// <summary>Decodes the character references that hide ASCII: numeric ones, and the named ones that stand for what attacks are written with.</summary>
/// <remarks>HTML standard, 13.2.5.72 to 13.2.5.80 and its table of names. Numbers need no semicolon; names do, but for the four oldest.</remarks>
internal static class CharacterReference
{
    // Zeros may lead at will; more of them than this hide nothing a browser would still be shown.
    private const int LongestNumber = 24;
    private const int LongestName = 18;

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
        while (at < text.Length && at < LongestNumber && HexDigits.Value(text[at]) is var digit and >= 0 && (isHex || digit < 10))
        {
            code = Math.Min((code * (isHex ? 16 : 10)) + digit, 0x110000);
            at++;
        }

        if (at == first) return (text[0], 1);
        return (code, at < text.Length && text[at] == ';' ? at + 1 : at);
    }

    private static (int Code, int Length) ReadName(ReadOnlySpan<byte> text)
    {
        var name = text[1..Math.Min(text.Length, LongestName + 2)];
        var length = name.IndexOfAnyExceptInRange((byte)'0', (byte)'z');
        if (length < 0) length = name.Length;
        var close = name[..length].IndexOf((byte)';');
        if (close > 0 && Find(name[..close]) is var code and > 0) return (code, close + 2);
        return close < 0 && length < name.Length && IsOldest(name[..length]) ? (Find(name[..length]), length + 1) : (text[0], 1);
    }

    // "&lt" needs no semicolon, but "?a=1&lt=2" is a parameter.
    private static bool IsOldest(ReadOnlySpan<byte> name) => name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8) || name.SequenceEqual("quot"u8) || name.SequenceEqual("amp"u8);

    private static int Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, code) in Names)
        {
            if (name.SequenceEqual(known)) return code;
        }

        return 0;
    }

    private static readonly (byte[] Name, int Code)[] Names =
    [
        .. new (string Name, char Code)[]
        {
            ("lt", '<'), ("gt", '>'), ("quot", '"'), ("amp", '&'), ("LT", '<'), ("GT", '>'), ("QUOT", '"'), ("AMP", '&'), ("apos", '\''), ("nbsp", '\u00a0'),
            ("Tab", '\t'), ("NewLine", '\n'), ("colon", ':'), ("semi", ';'), ("comma", ','), ("period", '.'), ("excl", '!'), ("quest", '?'), ("num", '#'),
            ("dollar", '$'), ("percnt", '%'), ("lpar", '('), ("rpar", ')'), ("ast", '*'), ("midast", '*'), ("plus", '+'), ("sol", '/'), ("bsol", '\\'),
            ("equals", '='), ("commat", '@'), ("lsqb", '['), ("lbrack", '['), ("rsqb", ']'), ("rbrack", ']'), ("Hat", '^'), ("lowbar", '_'), ("UnderBar", '_'),
            ("grave", '`'), ("DiacriticalGrave", '`'), ("lcub", '{'), ("lbrace", '{'), ("rcub", '}'), ("rbrace", '}'), ("verbar", '|'), ("vert", '|'), ("VerticalLine", '|'),
        }.Select(entry => (System.Text.Encoding.ASCII.GetBytes(entry.Name), (int)entry.Code)),
    ];
}
