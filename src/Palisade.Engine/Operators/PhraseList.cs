using System.Buffers;
using System.Text;

namespace Palisade.Engine.Operators;

/// <summary>The phrases of <c>@pm</c>: words separated by white space, with Snort's notation for bytes that cannot be written.</summary>
internal static class PhraseList
{
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\n\v\f\r"u8);

    /// <summary>
    /// Splits the argument. Double quotes around the whole are dropped, <c>|41 42|</c> stands for the bytes AB, and
    /// <c>\:</c> <c>\;</c> <c>\\</c> <c>\"</c> for the character after the backslash. An argument that does not keep
    /// to this notation throughout is taken as it stands: <c>a|b</c> is a phrase of three bytes.
    /// </summary>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> argument)
    {
        var text = argument.TrimStart(" \t"u8);
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"') text = text[1..^1];
        return Words(TryDecode(text, out var decoded) ? decoded : argument);
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out byte[] decoded)
    {
        List<byte> output = new(text.Length);
        var valid = true;
        while (valid && !text.IsEmpty)
        {
            valid = text[0] switch
            {
                (byte)'|' => TakeHexadecimal(ref text, output),
                (byte)'\\' => TakeEscape(ref text, output),
                _ => TakeByte(ref text, output),
            };
        }

        decoded = [.. output];
        return valid;
    }

    private static bool TakeByte(ref ReadOnlySpan<byte> text, List<byte> output)
    {
        output.Add(text[0]);
        text = text[1..];
        return true;
    }

    private static bool TakeEscape(ref ReadOnlySpan<byte> text, List<byte> output)
    {
        if (text.Length < 2 || !":;\\\""u8.Contains(text[1])) return false;
        text = text[1..];
        return TakeByte(ref text, output);
    }

    private static bool TakeHexadecimal(ref ReadOnlySpan<byte> text, List<byte> output)
    {
        var end = text[1..].IndexOf((byte)'|');
        if (end < 1) return false;
        var digits = Encoding.Latin1.GetString(text.Slice(1, end)).Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length % 2 != 0 || digits.Length == 0 || !digits.All(char.IsAsciiHexDigit)) return false;
        output.AddRange(Convert.FromHexString(digits));
        text = text[(end + 2)..];
        return true;
    }

    private static List<byte[]> Words(ReadOnlySpan<byte> text)
    {
        List<byte[]> words = [];
        while (true)
        {
            text = text.TrimStart(" \t\n\v\f\r"u8);
            if (text.IsEmpty) return words;
            var end = text.IndexOfAny(WhiteSpace);
            words.Add((end < 0 ? text : text[..end]).ToArray());
            text = end < 0 ? [] : text[end..];
        }
    }
}
