using System.Globalization;
using System.Text;

namespace Palisade.Cli.Terminal;

/// <summary>Bytes that strangers sent, made fit for a terminal: nothing in them can move the cursor or pass for a line of ours.</summary>
internal static class ByteText
{
    /// <summary>Printable UTF-8 as it is; every other byte as <c>\xNN</c>, and a backslash doubled.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status is System.Buffers.OperationStatus.Done && IsPrintable(rune)) text.Append(rune.Value is '\\' ? "\\\\" : rune.ToString());
            else
            {
                foreach (var b in bytes[..length]) text.Append("\\x").Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The same for a text whose characters are bytes (Latin-1).</summary>
    public static string Show(string widened) => Show(Encoding.Latin1.GetBytes(widened));

    /// <summary>A text without what a terminal obeys: control and format characters are written <c>\u{NN}</c>.</summary>
    public static string Clean(string text)
    {
        if (text.EnumerateRunes().All(IsPrintable)) return text;
        var clean = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPrintable(rune)) clean.Append(rune.ToString());
            else clean.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return clean.ToString();
    }

    /// <summary>The bytes around a part of them, at most so many characters, with <c>…</c> where something was left out.</summary>
    public static (string Before, string Part, string After) Around(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> part, int most)
    {
        var at = part.IsEmpty ? -1 : bytes.Span.IndexOf(part.Span);
        if (at < 0) return (Cut(Show(bytes.Span), most), "", "");
        var side = Math.Max(8, (most - Math.Min(part.Length, most)) / 2);
        var before = Show(bytes.Span[..at]);
        var after = Show(bytes.Span[(at + part.Length)..]);
        return (before.Length > side ? "…" + before[^side..] : before, Cut(Show(part.Span), most), Cut(after, side));
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] + "…" : text;

    // Format characters turn the reading direction or hide: they are not text here.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
