namespace Palisade.Engine.Bodies;

/// <summary>Finds the boundary in a Content-Type header, and says what is odd about the way it is given.</summary>
/// <remarks>
/// Anything but <c>multipart/form-data; boundary=X</c> is flagged or a fault: applications read the rest of such a header
/// in different ways, and whoever takes another boundary than we do sees another body. Even then a boundary is
/// returned where a reader of RFC 2045 would find one, so that the parts are still inspected.
/// </remarks>
internal static class MultipartBoundary
{
    private const int LongestHeader = 1024;

    // RFC 2046, section 5.1.1.
    private const int LongestBoundary = 70;

    /// <summary>Finds the boundary.</summary>
    /// <param name="contentType">The whole value of the header.</param>
    /// <param name="into">Receives flags and the fault, if any.</param>
    /// <returns>The boundary without the leading dashes; empty when there is none to work with.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> contentType, ParsedBody into)
    {
        var fault = FindFault(contentType, into.Multipart);
        if (fault is not null) MultipartFault.Set(into, fault);
        if (contentType.Length > LongestHeader) return default;
        var boundary = Lenient(contentType);
        return boundary.Length > LongestBoundary ? default : boundary;
    }

    private static string? FindFault(ReadOnlySpan<byte> header, MultipartFlags flags)
    {
        if (header.IsEmpty) return "Content-Type header not available";
        if (header.Length > LongestHeader) return "Invalid boundary in C-T (length)";
        var type = "multipart/form-data"u8;
        if (header.Length < type.Length || !Bytes.EqualIgnoringCase(header[..type.Length], type)) return "Invalid MIME type";
        if (CountBoundaries(header) > 1) return "Multiple boundary parameters in C-T";

        var at = header.IndexOf("boundary"u8);
        if (at < 0) return CountBoundaries(header) > 0 ? "Invalid boundary in C-T (case sensitivity)" : "Boundary not found in C-T";
        var between = header[type.Length..at].Trim(Bytes.Spaces);
        if (between.IsEmpty) flags.MissingSemicolon = true;
        else if (between is not [(byte)';']) return "Invalid boundary in C-T (malformed)";

        var rest = header[(at + 8)..];
        var equals = rest.IndexOf((byte)'=');
        if (equals < 0) return "Invalid boundary in C-T (malformed)";
        if (equals > 0) flags.BoundaryWhitespace = true;
        if (!rest[..equals].Trim(Bytes.Spaces).IsEmpty) return "Invalid boundary in C-T (parameter name)";
        return ValueFault(rest[(equals + 1)..], flags);
    }

    private static string? ValueFault(ReadOnlySpan<byte> value, MultipartFlags flags)
    {
        if (!value.IsEmpty && Bytes.Spaces.Contains(value[0])) flags.BoundaryWhitespace = true;
        if (value is [(byte)'"', .., (byte)'"'])
        {
            flags.BoundaryQuoted = true;
            value = value[1..^1];
        }
        else if (value is [(byte)'"', ..] or [.., (byte)'"']) return "Invalid boundary in C-T (quote)";

        if (value.Trim(Bytes.Spaces).IsEmpty) return "Invalid boundary in C-T (empty)";
        if (value.Length > LongestBoundary) return "Invalid boundary in C-T (length)";
        if (Bytes.IndexIgnoringCase(value, "boundary="u8) >= 0) return "Invalid boundary in C-T (content)";
        if (value[^1] == ' ' || value.IndexOfAnyExcept(BoundaryCharacters) >= 0) return "Invalid boundary in C-T (characters)";
        return null;
    }

    private static readonly System.Buffers.SearchValues<byte> BoundaryCharacters = System.Buffers.SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? "u8);

    /// <summary>How many times the word occurs with an equals sign somewhere behind it: parameters, to one parser or another.</summary>
    private static int CountBoundaries(ReadOnlySpan<byte> header)
    {
        var count = 0;
        for (var at = Bytes.IndexIgnoringCase(header, "boundary"u8); at >= 0; at = Bytes.IndexIgnoringCase(header, "boundary"u8))
        {
            header = header[(at + 8)..];
            if (header.Contains((byte)'=')) count++;
        }

        return count;
    }

    /// <summary>The value of the first parameter of that name, whatever its case, quoted or not, white space around it dropped.</summary>
    private static ReadOnlySpan<byte> Lenient(ReadOnlySpan<byte> header)
    {
        var at = Bytes.IndexIgnoringCase(header, "boundary"u8);
        if (at < 0) return default;
        var equals = header[at..].IndexOf((byte)'=');
        if (equals < 0) return default;
        var value = header[(at + equals + 1)..].TrimStart(Bytes.Spaces);
        if (value is [(byte)'"', ..])
        {
            var close = value[1..].IndexOf((byte)'"');
            return close < 0 ? value[1..] : value.Slice(1, close);
        }

        var end = value.IndexOf((byte)';');
        return (end < 0 ? value : value[..end]).TrimEnd(Bytes.Spaces);
    }
}
