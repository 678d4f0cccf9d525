using Palisade.Bench.Requests;
using Palisade.Engine.Http;

namespace Palisade.Bench.Micro.Cases;

/// <summary>A request's bytes, taken apart as a connector would.</summary>
internal sealed class ParsedRequest
{
    /// <summary>Well-formed HTTP/1.1 is expected.</summary>
    public ParsedRequest(Request request)
    {
        ReadOnlyMemory<byte> rest = request.Bytes;
        Line = Take(ref rest);
        while (Take(ref rest) is { IsEmpty: false } line)
        {
            var colon = line.Span.IndexOf((byte)':');
            Headers.Add(new(line[..colon], line[(colon + 2)..]));
        }

        Body = rest;
    }

    /// <summary>The request line.</summary>
    public ReadOnlyMemory<byte> Line { get; }

    /// <summary>The header lines.</summary>
    public List<HeaderLine> Headers { get; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The value of a header; empty when it is not there.</summary>
    public ReadOnlyMemory<byte> Header(ReadOnlySpan<byte> name)
    {
        foreach (var line in Headers)
        {
            if (line.Name.Span.SequenceEqual(name)) return line.Value;
        }

        return default;
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf("\r\n"u8);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }
}
