using Palisade.Engine.Http;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// Reads a request head of any quality: what a server would refuse is read too, so that the rules can be shown what was sent.
/// Never throws, whatever the bytes.
/// </summary>
internal static class HeadReader
{
    private static readonly byte[] Http09 = "HTTP/0.9"u8.ToArray();

    /// <summary>Fills in the parts of <paramref name="head"/> from its bytes.</summary>
    public static void Read(RawHead head)
    {
        var rest = SkipEmptyLines(head);
        if (!TryLine(ref rest, out var line)) line = TakeCut(head, ref rest);
        RequestLine(head, line);
        while (TryLine(ref rest, out line))
        {
            if (line.IsEmpty) return;

            Header(head, line);
        }

        head.Oddities |= HeadOddities.Cut;
        if (!rest.IsEmpty) Header(head, TakeCut(head, ref rest));
    }

    private static ReadOnlyMemory<byte> SkipEmptyLines(RawHead head)
    {
        var bytes = head.Bytes;
        var start = bytes.Span.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (start < 0) start = bytes.Length;
        if (bytes.Span[..start].Count((byte)'\n') > 1) head.Oddities |= HeadOddities.LeadingLines;
        return bytes[start..];
    }

    private static bool TryLine(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> line)
    {
        line = default;
        var bytes = rest.Span;
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0) return false;

        line = rest[..(end > 0 && bytes[end - 1] == '\r' ? end - 1 : end)];
        rest = rest[(end + 1)..];
        return true;
    }

    private static ReadOnlyMemory<byte> TakeCut(RawHead head, ref ReadOnlyMemory<byte> rest)
    {
        head.Oddities |= HeadOddities.Cut;
        var line = rest;
        rest = default;
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static void RequestLine(RawHead head, ReadOnlyMemory<byte> line)
    {
        head.RequestLine = line;
        var words = TrimStart(line);
        if (words.Length < line.Length) head.Oddities |= HeadOddities.LeadingBlanks;

        var end = words.Span.IndexOfAny((byte)' ', (byte)'\t');
        head.Method = end < 0 ? words : words[..end];
        var behind = end < 0 ? default : words[end..];
        var target = TrimStart(behind);
        if (behind.Length - target.Length > 1 || behind.Span.StartsWith("\t"u8)) head.Oddities |= HeadOddities.WideBlanks;
        if (target.IsEmpty) head.Oddities |= HeadOddities.NoTarget;

        var last = target.Span.LastIndexOfAny((byte)' ', (byte)'\t');
        var version = last < 0 ? default : target[(last + 1)..];
        if (version.IsEmpty) head.Oddities |= HeadOddities.NoVersion;
        head.Protocol = version.IsEmpty ? Http09 : version;
        head.Target = last < 0 ? target : TrimEnd(target[..last]);
        if (last > head.Target.Length || (last >= 0 && target.Span[last] == '\t')) head.Oddities |= HeadOddities.WideBlanks;
    }

    private static void Header(RawHead head, ReadOnlyMemory<byte> line)
    {
        var bytes = line.Span;
        if (!bytes.IsEmpty && IsBlank(bytes[0]) && head.Headers.Count > 0)
        {
            head.Oddities |= HeadOddities.Folded;
            head.Headers[^1] = Joined(head.Headers[^1], TrimEnd(TrimStart(line)));
            return;
        }

        var colon = bytes.IndexOf((byte)':');
        if (colon < 0) head.Oddities |= HeadOddities.NoColon;
        head.Headers.Add(colon < 0 ? new(line, default) : new(line[..colon], TrimEnd(TrimStart(line[(colon + 1)..]))));
    }

    private static HeaderLine Joined(HeaderLine first, ReadOnlyMemory<byte> next)
    {
        byte[] value = [.. first.Value.Span, (byte)' ', .. next.Span];
        return first with { Value = value };
    }

    // Byte by byte: there is one blank or none, nearly always, and a search costs more to begin than that.
    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> text)
    {
        var bytes = text.Span;
        var start = 0;
        while (start < bytes.Length && IsBlank(bytes[start])) start++;
        return text[start..];
    }

    private static ReadOnlyMemory<byte> TrimEnd(ReadOnlyMemory<byte> text)
    {
        var bytes = text.Span;
        var end = bytes.Length;
        while (end > 0 && IsBlank(bytes[end - 1])) end--;
        return text[..end];
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';
}
