namespace Palisade.Engine.Bodies;

/// <summary>Percent decoding as forms use it (WHATWG URL, application/x-www-form-urlencoded).</summary>
public static class UrlDecoding
{
    /// <summary>Decodes once: <c>+</c> becomes a space, <c>%XX</c> a byte. A <c>%</c> without two hexadecimal digits stays as it is.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="invalid">Set to true when such a <c>%</c> occurred; never set to false.</param>
    /// <returns>The decoded bytes; the text itself where there is nothing to decode.</returns>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text, ref bool invalid) => Decode(text, plusIsSpace: true, ref invalid);

    /// <summary>Decodes once, and says whether <c>+</c> is a space: it is in forms and query strings, and is not in paths and RFC 5987 values.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, ref bool)"/>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text, bool plusIsSpace, ref bool invalid) => Decode(text, plusIsSpace, into: null, ref invalid);

    /// <summary>The same for a name or value of a form, in the memory of what it becomes.</summary>
    internal static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text, ParsedBody into, ref bool invalid) => Decode(text, plusIsSpace: true, into, ref invalid);

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text, bool plusIsSpace, ParsedBody? into, ref bool invalid)
    {
        var percent = text.Span.IndexOf((byte)'%');
        if (percent < 0 && !(plusIsSpace && text.Span.Contains((byte)'+'))) return text;
        if (percent < 0) percent = text.Length;
        var length = percent + DecodedLength(text.Span[percent..]);
        var output = into?.Room(length) ?? new byte[length];
        Decode(text.Span, percent, plusIsSpace, output.Span, ref invalid);
        return output;
    }

    // Before the first percent sign there is nothing but spaces to see to, many bytes at a time.
    private static void Decode(ReadOnlySpan<byte> text, int percent, bool plusIsSpace, Span<byte> output, ref bool invalid)
    {
        if (plusIsSpace) text[..percent].Replace(output, (byte)'+', (byte)' ');
        else text[..percent].CopyTo(output);
        var at = percent;
        for (var i = percent; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '%')
            {
                if (TryHex(text, i, out var value))
                {
                    b = value;
                    i += 2;
                }
                else invalid = true;
            }
            else if (b == '+' && plusIsSpace) b = (byte)' ';

            output[at++] = b;
        }
    }

    private static int DecodedLength(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || !TryHex(text, i, out _)) continue;
            length -= 2;
            i += 2;
        }

        return length;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int percent, out byte value)
    {
        value = 0;
        if (percent + 2 >= text.Length) return false;
        var (high, low) = (Hex(text[percent + 1]), Hex(text[percent + 2]));
        value = (byte)((high << 4) | low);
        return (high | low) >= 0;
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
