namespace Palisade.Engine.Bodies;

/// <summary>The Content-Disposition header of a part (RFC 7578, section 4.2), read strictly: what an application might read otherwise is a fault.</summary>
internal sealed class ContentDisposition
{
    private readonly MultipartFlags _flags;

    private ContentDisposition(MultipartFlags flags) => _flags = flags;

    /// <summary>The field's name; null when not given.</summary>
    public byte[]? Name { get; private set; }

    /// <summary>The file's name; null when not given. Of two that differ the first.</summary>
    public byte[]? FileName { get; private set; }

    /// <summary>A second, different file name, which another parser may prefer; otherwise null.</summary>
    public byte[]? OtherFileName { get; private set; }

    /// <summary>Null, or what is wrong. The names found are filled in either way.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads the header's value.</summary>
    /// <param name="value">Without the header's name and the white space around the value.</param>
    public static ContentDisposition Parse(ReadOnlySpan<byte> value, MultipartFlags flags)
    {
        var read = new ContentDisposition(flags);
        var semicolon = value.IndexOf((byte)';');
        var type = (semicolon < 0 ? value : value[..semicolon]).TrimEnd(Bytes.Blanks);
        if (!type.SequenceEqual("form-data"u8)) read.Fail("the type is not form-data");
        var rest = semicolon < 0 ? default : value[(semicolon + 1)..];
        if (semicolon >= 0 && rest.Trim(Bytes.Blanks).IsEmpty) read.Fail("nothing after a semicolon");
        while (!rest.IsEmpty) rest = read.Parameter(rest.TrimStart(Bytes.Blanks));
        return read;
    }

    /// <summary>Reads one parameter and returns what follows its semicolon; empty at the end.</summary>
    private ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return Stop("nothing after a semicolon");
        var nameEnd = text.IndexOfAny("=; \t"u8);
        if (nameEnd < 0) return Stop("a parameter without a value");
        var name = text[..nameEnd];
        var rest = text[nameEnd..].TrimStart(Bytes.Blanks);
        if (rest is not [(byte)'=', ..])
        {
            Fail("a parameter without a value");
            return AfterSemicolon(rest);
        }

        var valueText = rest[1..].TrimStart(Bytes.Blanks);
        if (valueText.Length != text.Length - nameEnd - 1) _flags.InvalidQuoting = true;
        if (valueText.IsEmpty) return Stop("a parameter without a value");
        var value = name.SequenceEqual("filename*"u8) ? Extended(valueText, out var after) : Value(valueText, out after);
        Take(name, value);
        after = after.TrimStart(Bytes.Blanks);
        if (after.IsEmpty) return default;
        if (after[0] != ';')
        {
            if (valueText[0] is (byte)'"' or (byte)'\'') _flags.InvalidQuoting = true;
            Fail("a value is not followed by a semicolon");
        }

        var next = AfterSemicolon(after);
        // "name=x;" with nothing behind it is what v3 accepts; white space alone is not.
        if (!next.IsEmpty && next.Trim(Bytes.Blanks).IsEmpty) return Stop("nothing after a semicolon");
        return next;
    }

    private byte[] Value(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> after)
    {
        if (text[0] is not ((byte)'"' or (byte)'\'')) return Token(text, out after);
        var quote = text[0];
        if (quote == '\'') _flags.InvalidQuoting = true;
        var value = new List<byte>();
        for (var i = 1; i < text.Length; i++)
        {
            // Only the quote and the backslash can be escaped: old browsers send Windows paths with plain backslashes.
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == quote || text[i + 1] == '\\')) i++;
            else if (text[i] == quote)
            {
                after = text[(i + 1)..];
                return [.. value];
            }

            value.Add(text[i]);
        }

        Fail("a quote is not closed");
        after = default;
        return [.. value];
    }

    private byte[] Token(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> after)
    {
        var end = 0;
        while (end < text.Length && Bytes.IsToken(text[end])) end++;
        if (text[..end].Contains((byte)'\'')) _flags.InvalidQuoting = true;
        after = text[end..];
        return text[..end].ToArray();
    }

    private void Take(ReadOnlySpan<byte> parameter, byte[] value)
    {
        if (parameter.SequenceEqual("name"u8))
        {
            if (Name is not null) Fail("two names");
            Name ??= value;
        }
        else if (parameter.SequenceEqual("filename"u8) || parameter.SequenceEqual("filename*"u8)) TakeFileName(value);
        else Fail("an unknown parameter: " + Bytes.Quote(parameter));
    }

    private void TakeFileName(byte[] value)
    {
        if (FileName is null)
        {
            FileName = value;
            return;
        }

        Fail("two file names");
        if (!value.AsSpan().SequenceEqual(FileName)) OtherFileName = value;
    }

    /// <summary>The value of <c>filename*=charset'language'text</c> (RFC 5987), percent escapes decoded. RFC 7578 forbids it in forms; some libraries send it all the same.</summary>
    private byte[] Extended(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> after)
    {
        var charset = text.IndexOfAny("';"u8);
        var language = charset < 0 || text[charset] == ';' ? -1 : text[(charset + 1)..].IndexOfAny("';"u8);
        var start = charset + language + 2;
        if (language < 0 || text[start - 1] == ';')
        {
            Fail("filename* without a character set");
            return Value(text, out after);
        }

        var invalid = false;
        var name = UrlDecoding.Decode(Token(text[start..], out after).ToArray(), plusIsSpace: false, ref invalid);
        if (invalid) Fail("filename* with an invalid escape");
        return name.ToArray();
    }

    private static ReadOnlySpan<byte> AfterSemicolon(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        return semicolon < 0 ? default : text[(semicolon + 1)..];
    }

    private ReadOnlySpan<byte> Stop(string fault)
    {
        Fail(fault);
        return default;
    }

    private void Fail(string fault) => Fault ??= fault;
}
