namespace Palisade.Protection.Policies.Matching;

/// <summary>Percent-encoded bytes.</summary>
internal static class UrlText
{
    /// <summary>The byte that begins at <paramref name="at"/>, which is moved to its last character. What is no escape stands for itself.</summary>
    public static byte DecodeAt(ReadOnlySpan<byte> text, ref int at, bool plusIsBlank)
    {
        var c = text[at];
        if (c == (byte)'+' && plusIsBlank) return (byte)' ';
        if (c != (byte)'%' || at + 2 >= text.Length || Digit(text[at + 1]) is not (>= 0 and var high) || Digit(text[at + 2]) is not (>= 0 and var low)) return c;

        at += 2;
        return (byte)((high << 4) | low);
    }

    /// <summary>Decodes a text into a buffer that is as long, which may be the text itself.</summary>
    /// <returns>How long it has become.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> into, bool plusIsBlank)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++) into[length++] = DecodeAt(text, ref i, plusIsBlank);
        return length;
    }

    /// <summary>Whether a text decodes to another.</summary>
    public static bool DecodesTo(ReadOnlySpan<byte> text, ReadOnlySpan<byte> plain)
    {
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (at == plain.Length || DecodeAt(text, ref i, plusIsBlank: true) != plain[at++]) return false;
        }

        return at == plain.Length;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
