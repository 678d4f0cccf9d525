using System.Buffers;
using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>One character of a path as lenient readers take it: overlong UTF-8, codes that were left over, and what fonts make look alike.</summary>
/// <param name="Value">The ASCII byte it stands for; <see cref="Slash"/> for every separator.</param>
/// <param name="Length">Bytes of the value that it takes.</param>
/// <param name="IsDisguised">True when it is not written as itself.</param>
internal readonly record struct PathSymbol(byte Value, int Length, bool IsDisguised)
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public const byte Slash = (byte)'/';

    public static PathSymbol Read(ReadOnlySpan<byte> text, int at)
    {
        var b = text[at];
        return b switch
        {
            (byte)'\\' => new PathSymbol(Slash, 1, false),
            (byte)'%' => ReadPercent(text, at),
            (byte)'0' => ReadHex(text, at),
            >= 0xC0 => ReadOverlong(text, at),
            _ => new PathSymbol(b, 1, false),
        };
    }

    // %2e, %5c, %u2215: a layer that the caller left, or that the application takes off once more.
    private static PathSymbol ReadPercent(ReadOnlySpan<byte> text, int at)
    {
        if (at + 2 < text.Length && ByteClass.IsHexDigit(text[at + 1]) && ByteClass.IsHexDigit(text[at + 2]))
        {
            var code = (ByteClass.HexValue(text[at + 1]) << 4) | ByteClass.HexValue(text[at + 2]);
            return Folded(code, 3, (byte)'%');
        }

        if (at + 5 < text.Length && (text[at + 1] | 0x20) == 'u' && text.Slice(at + 2, 4).IndexOfAnyExcept(HexDigits) < 0)
        {
            var code = 0;
            foreach (var digit in text.Slice(at + 2, 4)) code = (code << 4) | ByteClass.HexValue(digit);
            return Folded(code, 6, (byte)'%');
        }

        return new PathSymbol((byte)'%', 1, false);
    }

    // 0x2e, 0x2f, 0x5c in the middle of a path.
    private static PathSymbol ReadHex(ReadOnlySpan<byte> text, int at)
    {
        if (at + 3 >= text.Length || (text[at + 1] | 0x20) != 'x') return new PathSymbol((byte)'0', 1, false);
        var low = (byte)(text[at + 3] | 0x20);
        return (text[at + 2], low) switch
        {
            ((byte)'2', (byte)'e') => new PathSymbol((byte)'.', 4, true),
            ((byte)'2', (byte)'f') or ((byte)'5', (byte)'c') => new PathSymbol(Slash, 4, true),
            _ => new PathSymbol((byte)'0', 1, false),
        };
    }

    // A lead byte with more room than its character needs; the bytes behind it may be any, only their low bits count.
    private static PathSymbol ReadOverlong(ReadOnlySpan<byte> text, int at)
    {
        var lead = text[at];
        var (length, code) = lead switch
        {
            0xC0 or 0xC1 => (2, lead & 0x1F),
            >= 0xE0 and <= 0xEF => (3, lead & 0x0F),
            >= 0xF0 and <= 0xF7 => (4, lead & 0x07),
            >= 0xF8 and <= 0xFB => (5, lead & 0x03),
            0xFC or 0xFD => (6, lead & 0x01),
            _ => (1, 0),
        };
        if (length == 1 || at + length > text.Length) return new PathSymbol(lead, 1, false);
        foreach (var b in text.Slice(at + 1, length - 1))
        {
            if (length > 2 && b is < 0x80 or > 0xBF) return new PathSymbol(lead, 1, false);
            code = (code << 6) | (b & 0x3F);
        }

        var symbol = Folded(code, length, lead);
        return symbol.IsDisguised ? symbol : new PathSymbol(lead, length, false);
    }

    // Dots and slashes, also those of other scripts that best-fit tables turn into them.
    private static PathSymbol Folded(int code, int length, byte otherwise) => code switch
    {
        '.' or 0xFF0E or 0x2024 => new PathSymbol((byte)'.', length, true),
        '/' or '\\' or 0xFF0F or 0xFF3C or 0x2215 or 0x2216 or 0x2044 or 0x29F5 => new PathSymbol(Slash, length, true),
        0 => new PathSymbol(0, length, true),
        _ => new PathSymbol(otherwise, length == 2 ? 2 : 1, false),
    };
}
