namespace Palisade.Detection.Decoding;

/// <summary>Hexadecimal digits of either case.</summary>
internal static class HexDigits
{
    /// <summary>The value of one digit; -1 for any other byte.</summary>
    public static int Value(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };

    /// <summary>The value of exactly so many digits, at most 7, at the start of the text; -1 when there are fewer.</summary>
    public static int Read(ReadOnlySpan<byte> text, int count)
    {
        if (text.Length < count || count > 7) return -1;
        var value = 0;
        foreach (var b in text[..count])
        {
            var digit = Value(b);
            if (digit < 0) return -1;
            value = (value << 4) | digit;
        }

        return value;
    }
}
