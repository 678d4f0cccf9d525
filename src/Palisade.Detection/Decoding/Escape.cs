using System.Text;

namespace Palisade.Detection.Decoding;

/// <summary>One escape: what it stands for and the bytes it takes. A byte that starts none stands for itself.</summary>
/// <param name="Code">A code point, a byte, or <see cref="LineBreak"/>.</param>
/// <param name="Length">Bytes of the value, at least 1.</param>
/// <param name="Layer">Whose escape it is; none for a byte that stands for itself.</param>
/// <param name="IsByte">True when a code above 127 is one byte of the text and no code point.</param>
internal readonly record struct Escape(int Code, int Length, Layers Layer, bool IsByte = false)
{
    /// <summary>The code of <c>\r\n</c>, written out: the one escape without digits that is read, since in single ones paths such as <c>C:\new</c> would get lost.</summary>
    public const int LineBreak = -1;

    private const int LastCodePoint = 0x10FFFF;

    public static Escape Read(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'%' => ReadPercent(text),
        (byte)'&' => ReadReference(text),
        (byte)'\\' => ReadScript(text),
        _ => Itself(text),
    };

    /// <summary>Writes what the escape stands for: never more bytes than it has.</summary>
    public int Write(Span<byte> target)
    {
        if (Code == LineBreak)
        {
            "\r\n"u8.CopyTo(target);
            return 2;
        }

        if (Code < 0x80 || IsByte)
        {
            target[0] = (byte)Code;
            return 1;
        }

        return new Rune(Code is >= 0xD800 and <= 0xDFFF ? 0xFFFD : Code).EncodeToUtf8(target);
    }

    private static Escape Itself(ReadOnlySpan<byte> text) => new(text[0], 1, Layers.None, IsByte: true);

    private static Escape ReadPercent(ReadOnlySpan<byte> text)
    {
        if (HexDigits.Read(text[1..], 2) is var code and >= 0) return new(code, 3, Layers.Percent, IsByte: true);
        if (text.Length < 6 || (text[1] | 0x20) != 'u') return Itself(text);
        return HexDigits.Read(text[2..], 4) is var unicode and >= 0 ? new(unicode, 6, Layers.PercentU) : Itself(text);
    }

    private static Escape ReadReference(ReadOnlySpan<byte> text)
    {
        var (code, length) = CharacterReference.Read(text);
        return length == 1 || code > LastCodePoint ? Itself(text) : new(code, length, Layers.Html);
    }

    private static Escape ReadScript(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3) return Itself(text);
        switch (text[1])
        {
            case (byte)'x' or (byte)'X' when HexDigits.Read(text[2..], 2) is var code and >= 0:
                return new(code, 4, Layers.Script, IsByte: true);
            case (byte)'u' or (byte)'U' when HexDigits.Read(text[2..], 4) is var code and >= 0:
                return new(code, 6, Layers.Script);
            case (byte)'u' or (byte)'x' when text[2] == '{':
                return ReadBraced(text);
            case (byte)'r' when text.StartsWith("\\r\\n"u8):
                return new(LineBreak, 4, Layers.Script);
            case >= (byte)'0' and <= (byte)'7' when IsOctal(text[2]):
                return ReadOctal(text);
            default:
                return Itself(text);
        }
    }

    private static Escape ReadBraced(ReadOnlySpan<byte> text)
    {
        var close = text[..Math.Min(text.Length, 12)].IndexOf((byte)'}');
        if (close < 4) return Itself(text);
        return HexDigits.Read(text[3..close], close - 3) is var code and >= 0 and <= LastCodePoint ? new(code, close + 1, Layers.Script) : Itself(text);
    }

    // Two or three digits; a single one is a reference of regular expressions more often than a character.
    private static Escape ReadOctal(ReadOnlySpan<byte> text)
    {
        var code = ((text[1] - '0') * 8) + text[2] - '0';
        var isLong = text.Length > 3 && text[1] <= '3' && IsOctal(text[3]);
        return isLong ? new((code * 8) + text[3] - '0', 4, Layers.Script, IsByte: true) : new(code, 3, Layers.Script);
    }

    private static bool IsOctal(byte b) => b is >= (byte)'0' and <= (byte)'7';
}
