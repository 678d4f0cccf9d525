using System.Buffers;

namespace Palisade.Detection.Decoding;

/// <summary>
/// Decodes a value that is Base64 or hexadecimal as a whole, when it hides text that an attack could be written with. Words, tokens, digests and
/// numbers decode to no text, or to text without a sign in it, and are left alone.
/// </summary>
internal static class PackedText
{
    private const int ShortestBase64 = 8;
    private const int ShortestHex = 16;
    private const int ShortestMarkedHex = 8;

    private static readonly SearchValues<byte> Base64Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_= \r\n"u8);

    // Without one of these no language of attack does anything.
    private static readonly SearchValues<byte> Signs = SearchValues.Create("<>'\"`;|&$(){}[]\\/=%*:#\n"u8);

    /// <summary>Whether a value could be packed, by its length and first bytes.</summary>
    public static bool IsCandidate(ReadOnlySpan<byte> value) =>
        value.Length >= ShortestBase64 && (value.IndexOfAnyExcept(Base64Bytes) < 0 || value.IndexOf("base64,"u8) >= 0);

    /// <summary>Decodes into the target; none when the value is not packed or hides nothing.</summary>
    public static Layers Decode(ReadOnlySpan<byte> value, Span<byte> target, out int written)
    {
        written = 0;
        if (value.Length < ShortestBase64) return Layers.None;
        var other = value.IndexOfAnyExcept(Base64Bytes);
        if (other >= 0)
        {
            var mark = value.IndexOf("base64,"u8);
            if (mark < 0) return Layers.None;
            return DecodeBehind(value, mark + 7, target, out written);
        }

        if (DecodeHex(value, target, out written)) return Layers.Hex;
        return DecodeBase64(value, target, out written) ? Layers.Base64 : Layers.None;
    }

    private static Layers DecodeBehind(ReadOnlySpan<byte> value, int start, Span<byte> target, out int written)
    {
        if (!DecodeBase64(value[start..], target[start..], out written)) return Layers.None;
        value[..start].CopyTo(target);
        written += start;
        return Layers.Base64;
    }

    private static bool DecodeBase64(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        written = 0;
        text = text.Trim(" \r\n"u8);
        var padding = text.Length - text.TrimEnd((byte)'=').Length;
        text = text[..^padding];
        if (padding > 2 || text.Length + padding < ShortestBase64) return false;
        var bits = 0;
        var digits = 0;
        foreach (var b in text)
        {
            if (b is (byte)'\r' or (byte)'\n') continue;
            var digit = Base64Value(b);
            if (digit < 0) return false;
            bits = ((bits << 6) | digit) & 0xFFFF;
            var place = digits++ % 4;
            if (place == 0) continue;
            var decoded = (byte)(bits >> (6 - (2 * place)));
            if (!IsText(decoded, written == 0)) return false;
            target[written++] = decoded;
        }

        return (padding == 0 ? digits % 4 != 1 : (digits + padding) % 4 == 0) && HidesSomething(target[..written]);
    }

    private static bool DecodeHex(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        written = 0;
        var isMarked = text[0] == '0' && (text[1] | 0x20) == 'x';
        if (isMarked) text = text[2..];
        if (text.Length < (isMarked ? ShortestMarkedHex : ShortestHex) || text.Length % 2 != 0) return false;
        var hasLetter = isMarked;
        for (var at = 0; at < text.Length; at += 2)
        {
            var decoded = HexDigits.Read(text[at..], 2);
            if (decoded < 0 || !IsText((byte)decoded, at == 0)) return false;
            hasLetter |= text[at] > '9' || text[at + 1] > '9';
            target[written++] = (byte)decoded;
        }

        // Numbers of many digits are numbers.
        return hasLetter && HidesSomething(target[..written]);
    }

    // The first byte is ASCII; it keeps most tokens from being decoded any further.
    private static bool IsText(byte b, bool isFirst) => b is >= 0x20 and < 0x7F or (byte)'\t' or (byte)'\r' or (byte)'\n' || (!isFirst && b >= 0x80);

    private static bool HidesSomething(ReadOnlySpan<byte> text) => text.ContainsAny(Signs) && System.Text.Unicode.Utf8.IsValid(text);

    // A "+" may have become a blank on its way through a form.
    private static int Base64Value(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' or (byte)'-' or (byte)' ' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };
}
