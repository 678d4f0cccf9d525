namespace Palisade.Engine.Bodies;

/// <summary>Goes through a multipart body by those of its lines that say something. Used once.</summary>
internal sealed class MultipartReader(ReadOnlyMemory<byte> body, byte[] boundary, int fileLimit, int argumentLimit, ParsedBody into)
{
    private readonly byte[] _delimiter = [.. "--"u8, .. boundary];
    private MultipartPart? _part;
    private bool _inHeaders;
    private bool _closed;
    private bool _sawBoundary;
    private bool _sawDashes;
    private bool _sawStrayBoundary;

    /// <summary>Where the content of the part being read starts.</summary>
    private int _contentStart;

    /// <summary>Reads the whole body.</summary>
    public void Read(bool truncated)
    {
        var at = 0;
        while (at < body.Length && !_closed)
        {
            if (!_inHeaders) at = SkipPlainLines(at);
            var length = body.Span[at..].IndexOf((byte)'\n');
            if (length < 0 && truncated) break; // who knows what the line was going to be
            var next = length < 0 ? body.Length : at + length + 1;
            Line(at, next);
            at = next;
        }

        if (_closed && at < body.Length)
        {
            into.Multipart.DataAfter = true;
            if (body.Span[at..].IndexOf(_delimiter) >= 0) _sawStrayBoundary = true;
        }

        if (!_closed)
        {
            if (truncated && _inHeaders) _part = null;
            FinishPart(body.Length);
            if (!truncated) Fail(_sawBoundary ? "Final boundary missing" : "No boundaries found in payload");
        }

        into.Multipart.UnmatchedBoundary = _sawStrayBoundary || (_sawDashes && !_closed) ? 1 : _sawDashes ? 2 : 0;
    }

    // Outside of headers a line says something only by its dashes; a file has thousands without any.
    private int SkipPlainLines(int at)
    {
        var rest = body.Span[at..];
        var dashes = rest.IndexOf("--"u8);
        var skipped = (dashes < 0 ? rest : rest[..dashes]).LastIndexOf((byte)'\n') + 1;
        if (skipped > 0 && _part is null) into.Multipart.DataBefore = true;
        return at + skipped;
    }

    private void Line(int start, int end)
    {
        var line = body.Span[start..end];
        var text = WithoutLineEnd(line);
        if (text.StartsWith("--"u8) && IsBoundary(text, out var last))
        {
            NoteLineEnd(line);
            FinishPart(start);
            _sawBoundary = true;
            _closed = last;
            if (!last) (_part, _inHeaders) = (new MultipartPart(into), true);
            return;
        }

        if (text.IndexOf(_delimiter) >= 0) _sawStrayBoundary = true;
        if (_part is null) into.Multipart.DataBefore = true;
        else if (_inHeaders) Header(line, text, end);
    }

    private void Header(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, int end)
    {
        NoteLineEnd(line);
        if (!text.IsEmpty)
        {
            _part!.Header(text);
            return;
        }

        _part!.End();
        (_inHeaders, _contentStart) = (false, end);
    }

    /// <summary>Whether a line that starts with two dashes is our boundary. One that only resembles it is noted.</summary>
    private bool IsBoundary(ReadOnlySpan<byte> text, out bool last)
    {
        last = false;
        if (!text.StartsWith(_delimiter))
        {
            _sawDashes = true;
            Resembles(text[2..]);
            return false;
        }

        var rest = text[_delimiter.Length..];
        last = rest.StartsWith("--"u8);
        if (last) rest = rest[2..];
        if (rest.IsEmpty) return true;

        // RFC 2046 lets white space follow, and some applications do not: a fault, and read as the RFC has it.
        Fail("Invalid boundary: " + Bytes.Quote(text));
        if (rest.Trim(Bytes.Spaces).IsEmpty) return true;
        last = false;
        _sawStrayBoundary = true;
        return false;
    }

    private void Resembles(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'"', ..] && text[1..].StartsWith(boundary)) Fail("Invalid boundary (quotes)");
        var trimmed = text.TrimStart(Bytes.Spaces);
        if (trimmed.Length < text.Length && trimmed.StartsWith(boundary)) Fail("Invalid boundary (whitespace)");
        if (text.Length >= boundary.Length && Bytes.EqualIgnoringCase(text[..boundary.Length], boundary)) _sawStrayBoundary = true;
    }

    /// <summary>Files what has been collected, when a boundary or the end of the body is reached.</summary>
    private void FinishPart(int end)
    {
        if (_part is null) return;
        if (_inHeaders)
        {
            Fail("Part without an empty line after its headers");
            _part.End();
            _contentStart = end;
        }

        var content = body[_contentStart..end];
        Store(_part.Disposition, content[..LengthWithoutDelimiter(content.Span, end)]);
        _part = null;
    }

    /// <summary>The line end before a boundary belongs to the boundary (RFC 2046, section 5.1.1), unlike one at the end of a cut body.</summary>
    private int LengthWithoutDelimiter(ReadOnlySpan<byte> content, int end)
    {
        if (content.IsEmpty || content[^1] != '\n' || end == body.Length) return content.Length;
        NoteLineEnd(content);
        return WithoutLineEnd(content).Length;
    }

    private void Store(ContentDisposition? disposition, ReadOnlyMemory<byte> content)
    {
        var name = disposition?.Name ?? [];
        if (name.Length > 0) into.Multipart.Name = name;
        if (disposition?.FileName is { Length: > 0 } fileName)
        {
            AddFile(name, fileName, content);
            if (disposition.OtherFileName is { } other) AddFile(name, other, default);
        }
        else into.Add(name, content.ToArray(), argumentLimit);
    }

    private void AddFile(byte[] name, byte[] fileName, ReadOnlyMemory<byte> content)
    {
        into.Multipart.FileName = fileName;
        into.Add(new UploadedFile(name, fileName, content.Length, content));
        if (fileLimit > 0 && into.Files.Count > fileLimit) into.Multipart.FileLimitExceeded = true;
    }

    private void NoteLineEnd(ReadOnlySpan<byte> line)
    {
        if (line is [.., (byte)'\r', (byte)'\n']) into.Multipart.CrlfLine = true;
        else if (line is [.., (byte)'\n']) into.Multipart.LfLine = true;
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> line) => line switch
    {
        [.. var text, (byte)'\r', (byte)'\n'] => text,
        [.. var text, (byte)'\n'] => text,
        _ => line,
    };

    private void Fail(string fault) => MultipartFault.Set(into, fault);
}
