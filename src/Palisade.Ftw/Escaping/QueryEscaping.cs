namespace Palisade.Ftw.Escaping;

/// <summary>Go's <c>url.QueryEscape</c>: letters, digits and <c>-_.~</c> stay, a space becomes a plus, every other byte <c>%XX</c>.</summary>
internal static class QueryEscaping
{
    private const string Unreserved = "-_.~";
    private const string Digits = "0123456789ABCDEF";

    /// <summary>The escaped bytes.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> text)
    {
        var escaped = new List<byte>(text.Length * 2);
        Append(text, escaped);
        return [.. escaped];
    }

    /// <summary>Adds the escaped bytes to a list.</summary>
    public static void Append(ReadOnlySpan<byte> text, List<byte> to)
    {
        foreach (var b in text)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Unreserved.Contains((char)b))
            {
                to.Add(b);
            }
            else if (b == ' ')
            {
                to.Add((byte)'+');
            }
            else
            {
                to.Add((byte)'%');
                to.Add((byte)Digits[b >> 4]);
                to.Add((byte)Digits[b & 15]);
            }
        }
    }
}
