using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Palisade.Engine.Bodies;

/// <summary>The bytes of a JSON string as an application reads them.</summary>
internal static class JsonText
{
    /// <summary>Undoes the escapes of RFC 8259 section 7. Half a surrogate pair becomes U+FFFD; what is no escape is kept, so any bytes are accepted.</summary>
    /// <param name="raw">The bytes between the quotes.</param>
    /// <param name="into">In whose memory the bytes are to lie.</param>
    public static ReadOnlyMemory<byte> Unescape(ReadOnlySpan<byte> raw, ParsedBody into)
    {
        var room = into.Room(raw.Length);
        return room[..Unescape(raw, room.Span)];
    }

    /// <summary>The same into memory that has room for the raw bytes: no escape is longer unescaped than escaped.</summary>
    /// <returns>How many bytes there are.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> output)
    {
        var first = raw.IndexOf((byte)'\\');
        if (first < 0) first = raw.Length;
        raw[..first].CopyTo(output);
        var (at, i) = (first, first);
        while (i < raw.Length)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length) output[at++] = raw[i++];
            else if (raw[i + 1] == 'u' && TryUnit(raw, i, out var unit)) (at, i) = Character(raw, i + 6, unit, output, at);
            else
            {
                output[at++] = Short(raw[i + 1]);
                i += 2;
            }
        }

        return at;
    }

    /// <summary>Whether the bytes are UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> raw) => Utf8.IsValid(raw);

    private static (int At, int Next) Character(ReadOnlySpan<byte> raw, int next, int unit, Span<byte> output, int at)
    {
        var rune = Rune.ReplacementChar;
        if (Rune.IsValid(unit)) rune = new Rune(unit);
        else if (TryUnit(raw, next, out var second) && Rune.TryCreate((char)unit, (char)second, out var pair)) (rune, next) = (pair, next + 6);
        return (at + rune.EncodeToUtf8(output[at..]), next);
    }

    private static bool TryUnit(ReadOnlySpan<byte> raw, int at, out int unit)
    {
        unit = 0;
        return raw.Length - at >= 6 && raw[at] == '\\' && raw[at + 1] == 'u'
            && Utf8Parser.TryParse(raw.Slice(at + 2, 4), out unit, out var used, 'X') && used == 4;
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };
}
