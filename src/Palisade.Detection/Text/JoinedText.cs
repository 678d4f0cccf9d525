namespace Palisade.Detection.Text;

/// <summary>Texts that a program puts together again: <c>'sys'.'tem'</c>, <c>"po"+"pen"</c>, <c>'a''b'</c>, <c>"\x73"</c>.</summary>
internal static class JoinedText
{
    private const int MaxLiteral = 64;

    /// <summary>Reads literals from the quote at <paramref name="at"/> on, joined by a dot, a plus, a tilde or nothing.</summary>
    /// <param name="parts">How many literals there were, and how many codes in them.</param>
    /// <returns>The bytes written to <paramref name="result"/>.</returns>
    public static int Read(ReadOnlySpan<byte> text, int at, Span<byte> result, out int parts, out int end)
    {
        (parts, end) = (0, at);
        var used = 0;
        while (at < text.Length && text[at] is (byte)'\'' or (byte)'"')
        {
            var quote = text[at];
            var inner = text[(at + 1)..Math.Min(text.Length, at + 1 + MaxLiteral)];
            var close = inner.IndexOf(quote);
            if (close < 0) break;
            parts += 1 + Append(inner[..close], result, ref used);
            end = at + close + 2;
            at = ByteClass.SkipBlanks(text, end);
            if (at < text.Length && text[at] is (byte)'.' or (byte)'+' or (byte)'~') at = ByteClass.SkipBlanks(text, at + 1);
            if (parts > 32 || at - end > 8) break;
        }

        return used;
    }

    private static int Append(ReadOnlySpan<byte> inner, Span<byte> result, ref int used)
    {
        var codes = 0;
        for (var i = 0; i < inner.Length && used < result.Length;)
        {
            if (inner[i] == '\\' && i + 3 < inner.Length && (inner[i + 1] | 0x20) == 'x' && ByteClass.IsHexDigit(inner[i + 2]) && ByteClass.IsHexDigit(inner[i + 3]))
            {
                result[used++] = (byte)((ByteClass.HexValue(inner[i + 2]) << 4) | ByteClass.HexValue(inner[i + 3]));
                (i, codes) = (i + 4, codes + 1);
            }
            else
            {
                result[used++] = inner[i++];
            }
        }

        return codes;
    }
}
