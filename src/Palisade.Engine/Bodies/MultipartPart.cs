using System.Text;

namespace Palisade.Engine.Bodies;

/// <summary>The header lines of one part, taken in one after the other.</summary>
internal sealed class MultipartPart(ParsedBody into)
{
    // The line length v3 can hold; a browser's are far below.
    private const int LongestHeader = 4096;

    // Browsers send two or three. Each line costs many times its bytes in memory.
    private const int MostHeaders = 100;

    private readonly List<byte[]> _lines = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the part is called; null until <see cref="End"/>, and after it when there was no such header.</summary>
    public ContentDisposition? Disposition { get; private set; }

    /// <summary>Takes one header line.</summary>
    /// <param name="line">Without its line end; not empty.</param>
    public void Header(ReadOnlySpan<byte> line)
    {
        if (_lines.Count == MostHeaders)
        {
            Fail("More than 100 headers in a part");
            return;
        }

        if (line.Length > LongestHeader)
        {
            Fail("Part header line over 4096 bytes long");
            line = line[..LongestHeader];
        }

        if (line.Contains((byte)0)) Fail("Nul byte in part headers");
        if (Bytes.Spaces.Contains(line[0])) Fold(line);
        else Check(line);
    }

    /// <summary>The empty line, or the end of the part: the headers are complete.</summary>
    public void End()
    {
        foreach (var line in _lines)
        {
            if (!IsDisposition(line, out var value)) continue;
            Disposition = ContentDisposition.Parse(value, into.Multipart);
            if (Disposition.Fault is { } fault) Fail("Invalid Content-Disposition header (" + fault + "): " + Bytes.Quote(value));
            if (Disposition.FileName is { Length: > 0 } && value.IndexOf("filename="u8) < 0 && value.IndexOf("filename*="u8) < 0)
                Fail("Invalid Content-Disposition header (filename)");
            break;
        }

        if (Disposition is null) Fail("Part missing Content-Disposition header");
        else if (Disposition.Name is null or []) Fail("Content-Disposition header missing name field");
        if (Disposition?.Name is null or []) into.Multipart.InvalidPart = true;

        var name = Encoding.Latin1.GetString(Disposition?.Name ?? []);
        foreach (var line in _lines) into.PartHeaders.Add(new(name, line));
    }

    private void Fold(ReadOnlySpan<byte> line)
    {
        into.Multipart.HeaderFolding = true;
        var text = line.TrimStart(Bytes.Spaces);
        if (line[..^text.Length].IndexOfAnyExcept(Bytes.Blanks) >= 0) into.Multipart.InvalidHeaderFolding = true;
        if (_lines.Count == 0)
        {
            Fail("Invalid part header (folding error)");
            _lines.Add(line.ToArray());
        }
        else if (_lines[^1].Length + line.Length > LongestHeader) Fail("Part header too long");
        else _lines[^1] = [.. _lines[^1], (byte)' ', .. text];
    }

    private void Check(ReadOnlySpan<byte> line)
    {
        _lines.Add(line.ToArray());
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            Fail("Invalid part header (colon missing): " + Bytes.Quote(line));
            return;
        }

        if (colon == 0) Fail("Invalid part header (header name missing)");
        // RFC 5322, section 2.2: printable ASCII but the colon; in values no control characters but the tab.
        if (line[..colon].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0 || HasControl(line[(colon + 1)..]))
            Fail("Invalid part header (contains invalid character)");
        if (!_names.Add(Encoding.Latin1.GetString(line[..colon].TrimEnd(Bytes.Blanks))))
            Fail("Duplicate part header: " + Bytes.Quote(line[..colon]));
    }

    private static bool HasControl(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (b is < 32 and not (byte)'\t' or 127) return true;
        }

        return false;
    }

    private static bool IsDisposition(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !Bytes.EqualIgnoringCase(line[..colon].Trim(Bytes.Spaces), "content-disposition"u8)) return false;
        value = line[(colon + 1)..].Trim(Bytes.Spaces);
        return true;
    }

    private void Fail(string fault) => MultipartFault.Set(into, fault);
}
