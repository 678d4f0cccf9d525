namespace Palisade.Detection.Scripts;

/// <summary>The classes of bytes of JavaScript.</summary>
internal static class ScriptBytes
{
    public static bool StartsName(byte b) => (b | 0x20) is >= 'a' and <= 'z' || b is (byte)'_' or (byte)'$' or >= 0x80;

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    /// <summary>One behind the quote that ends the literal running at <paramref name="at"/>; -1 when it does not end. A backslash takes the next byte with it.</summary>
    public static int TextEnd(ReadOnlySpan<byte> text, int at, byte quote)
    {
        while (at < text.Length)
        {
            var found = text[at..].IndexOfAny(quote, (byte)'\\');
            if (found < 0) return -1;
            at += found;
            if (text[at] == quote) return at + 1;
            at += 2;
        }

        return -1;
    }
}
