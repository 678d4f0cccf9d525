using System.IO.Compression;

namespace Palisade.Engine.Bodies;

/// <summary>
/// The coding <c>deflate</c>, which is the zlib format (RFC 9110, section 8.4.1.2), while some senders leave zlib's header
/// away and most readers take both. The first two bytes decide (RFC 1950, section 2.2).
/// </summary>
internal static class DeflateCoding
{
    private const int ChecksumLength = 4;

    /// <summary>Decodes as far as it goes. Checksums are not looked at: a reader may not look at them either.</summary>
    public static CodingEnd Remove(ReadOnlyMemory<byte> coded, CodingOutput output)
    {
        var isZlib = coded.Span is [var method, var flags, ..] && (method & 0x0F) == 8 && ((method << 8) | flags) % 31 == 0;
        var end = Inflate(isZlib ? coded[2..] : coded, output, out var rest);
        if (end != CodingEnd.Complete) return end;
        if (!isZlib) return rest.IsEmpty ? CodingEnd.Complete : CodingEnd.Corrupt;
        if (rest.Length < ChecksumLength) return CodingEnd.TooEarly;
        return rest.Length == ChecksumLength ? CodingEnd.Complete : CodingEnd.Corrupt;
    }

    /// <summary>Decodes one stream of bare deflate (RFC 1951).</summary>
    /// <param name="rest">What follows the stream, when it is complete.</param>
    public static CodingEnd Inflate(ReadOnlyMemory<byte> coded, CodingOutput output, out ReadOnlyMemory<byte> rest)
    {
        var before = output.Length;
        var source = new CodedSource(coded, exact: false);
        var end = Run(source, output, skip: 0, step: 16 * 1024);
        if (end == CodingEnd.Complete && !source.IsExact)
        {
            // The end lies far from the end of the body, and the decoder has read past it: find it byte by byte.
            source = new CodedSource(coded, exact: true);
            end = Run(source, output, skip: output.Length - before, step: 1);
        }
        else if (end == CodingEnd.Corrupt)
        {
            // The decoder throws away what it had decoded in the step that failed; small steps save it.
            end = Run(new CodedSource(coded, exact: false), output, skip: output.Length - before, step: 1);
        }

        rest = coded[source.At..];
        return end;
    }

    private static CodingEnd Run(CodedSource source, CodingOutput output, long skip, int step)
    {
        using var decoder = new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var read = decoder.Read(buffer.AsSpan(0, skip > 0 ? (int)Math.Min(skip, buffer.Length) : step));
                if (read == 0) return source.Exhausted ? CodingEnd.TooEarly : CodingEnd.Complete;
                if (skip > 0) skip -= read;
                else if (output.Add(buffer.AsSpan(0, read)) is { } end) return end;
            }
        }
        catch (InvalidDataException)
        {
            return CodingEnd.Corrupt;
        }
    }
}
