using System.Text;

namespace Palisade.Detection.Reading;

/// <summary>Words of ASCII in bytes: how the small recognisers read.</summary>
internal static class Words
{
    /// <summary>True when a text starts with a word, in any case.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    /// <summary>Where a word stands, in any case, at or behind an offset; -1 when it does not. Give a word whose first byte is rare: each of them is looked at.</summary>
    public static int Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, int from = 0)
    {
        var first = word[0];
        var other = (byte)(char.IsAsciiLetter((char)first) ? first ^ 0x20 : first);
        while (from < text.Length)
        {
            var next = text[from..].IndexOfAny(first, other);
            if (next < 0) return -1;
            from += next;
            if (StartsWith(text[from..], word)) return from;
            from++;
        }

        return -1;
    }

    /// <summary>The first of several words that a text starts with, in any case; empty for none.</summary>
    public static ReadOnlySpan<byte> FirstOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> words)
    {
        foreach (var word in words)
        {
            if (StartsWith(text, word)) return word;
        }

        return default;
    }

    /// <summary>The letters, digits and the given other bytes at the start of a text.</summary>
    public static int NameLength(ReadOnlySpan<byte> text, ReadOnlySpan<byte> others)
    {
        var length = 0;
        while (length < text.Length && (IsLetterOrDigit(text[length]) || others.Contains(text[length]))) length++;
        return length;
    }

    public static bool IsLetter(byte b) => (b | 0x20) is >= 'a' and <= 'z';

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsLetterOrDigit(byte b) => IsLetter(b) || IsDigit(b);

    public static bool IsBlank(byte b) => b is (byte)' ' or (>= 0x09 and <= 0x0D);

    public static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && IsBlank(text[at])) at++;
        return at;
    }

    /// <summary>Words as bytes, from one text with blanks between.</summary>
    public static byte[][] List(string words) => [.. words.Split(' ').Select(Encoding.ASCII.GetBytes)];
}
