namespace Palisade.Detection.Decoding;

/// <summary>
/// Text with a percent sign before nearly every character, none of which starts an escape: classic ASP reads <c>%S%E%L%E%C%T</c> as
/// <c>SELECT</c>. A discount or two in a sentence is no such text.
/// </summary>
internal static class StrayPercents
{
    private const int Fewest = 8;

    /// <summary>Whether at least a third of the text is percent signs.</summary>
    public static bool AreMany(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 * Fewest || text.IndexOf((byte)'%') is < 0 or > 8) return false;
        var signs = text.Count((byte)'%');
        return signs >= Fewest && signs * 3 >= text.Length;
    }

    /// <summary>Copies the text without its percent signs; the target may be the text itself.</summary>
    public static int Drop(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        foreach (var b in text)
        {
            if (b != '%') target[written++] = b;
        }

        return written;
    }
}
