using System.Globalization;
using System.Text;

namespace Palisade.Events.Format;

/// <summary>Bytes of a request as text of an event.</summary>
public static class EventText
{
    /// <summary>
    /// Makes text of bytes. What is UTF-8 is read as such; every other byte is shown as <c>\u00XX</c>, a backslash and five
    /// characters, so that nothing is lost and nothing invalid is written.
    /// </summary>
    /// <param name="limit">The most bytes shown; a longer text ends in <c>…[+N bytes]</c>.</param>
    public static string FromBytes(ReadOnlySpan<byte> bytes, int limit)
    {
        var shown = bytes.Length <= limit ? bytes : bytes[..CutAt(bytes, limit)];
        var text = new StringBuilder(shown.Length + 16);
        var rest = shown;
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done) text.Append(rune);
            else
            {
                foreach (var b in rest[..used]) text.Append(CultureInfo.InvariantCulture, $"\\u00{b:X2}");
            }

            rest = rest[used..];
        }

        if (shown.Length < bytes.Length) text.Append(CultureInfo.InvariantCulture, $"…[+{bytes.Length - shown.Length} bytes]");
        return text.ToString();
    }

    /// <summary>Makes text of widened bytes (Latin-1: one character for each byte).</summary>
    /// <inheritdoc cref="FromBytes"/>
    public static string FromWidened(string widened, int limit)
    {
        ArgumentNullException.ThrowIfNull(widened);
        return FromBytes(Encoding.Latin1.GetBytes(widened), limit);
    }

    /// <summary>Not in the middle of a character: its first half would look like invalid bytes.</summary>
    private static int CutAt(ReadOnlySpan<byte> bytes, int limit)
    {
        var cut = limit;
        while (cut > 0 && limit - cut < 3 && (bytes[cut] & 0xC0) == 0x80) cut--;
        return cut;
    }
}
