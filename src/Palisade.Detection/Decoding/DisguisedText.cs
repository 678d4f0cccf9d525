using System.Buffers;
using System.Text;

namespace Palisade.Detection.Decoding;

/// <summary>Turns ASCII in disguise into ASCII: overlong UTF-8, full-width forms and look-alikes that later stages fold.</summary>
internal static class DisguisedText
{
    /// <summary>Writes the text folded. The target may be the text itself: a character is read before what it becomes is written.</summary>
    public static Layers Fold(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        var layers = Layers.None;
        written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain < 0) plain = text.Length;
            text[..plain].CopyTo(target[written..]);
            written += plain;
            text = text[plain..];
            if (text.IsEmpty) break;
            var (length, code, layer) = Read(text);
            layers |= layer;
            if (layer == Layers.None) text[..length].CopyTo(target[written..]);
            else target[written] = (byte)code;
            written += layer == Layers.None ? length : 1;
            text = text[length..];
        }

        return layers;
    }

    /// <summary>The first character: its bytes and, when it is a disguise, the ASCII it stands for.</summary>
    public static (int Length, int Code, Layers Layer) Read(ReadOnlySpan<byte> text)
    {
        if (Rune.DecodeFromUtf8(text, out var rune, out var used) == OperationStatus.Done)
        {
            var code = LookAlikes.Find(rune.Value);
            return code == 0 ? (used, 0, Layers.None) : (used, code, Layers.FullWidth);
        }

        var (length, overlong) = ReadOverlong(text);
        return length == 0 ? (1, 0, Layers.None) : (length, overlong, Layers.Overlong);
    }

    // Two to six bytes whose bits fit into seven. C0 directly before ".", "/" or "\" is what careless decoders take for these too.
    private static (int Length, int Code) ReadOverlong(ReadOnlySpan<byte> text)
    {
        var length = text[0] switch
        {
            0xC0 or 0xC1 => 2,
            0xE0 => 3,
            0xF0 => 4,
            0xF8 => 5,
            0xFC => 6,
            _ => 0,
        };
        if (length == 0 || text.Length < 2) return default;
        if (text[0] == 0xC0 && text[1] is (byte)'.' or (byte)'/' or (byte)'\\') return (2, text[1]);
        if (text.Length < length) return default;
        var code = length == 2 ? text[0] & 1 : 0;
        foreach (var b in text[1..length])
        {
            if ((b & 0xC0) != 0x80) return default;
            code = (code << 6) | (b & 0x3F);
        }

        return code < 0x80 ? (length, code) : default;
    }
}
