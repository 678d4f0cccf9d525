using System.Buffers;
using System.IO.Compression;

namespace Palisade.Engine.Bodies;

/// <summary>The coding <c>br</c> (RFC 7932).</summary>
internal static class BrotliCoding
{
    /// <summary>Decodes as far as it goes.</summary>
    public static CodingEnd Remove(ReadOnlySpan<byte> coded, CodingOutput output)
    {
        using var decoder = new BrotliDecoder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var status = decoder.Decompress(coded, buffer, out var consumed, out var written);
            coded = coded[consumed..];
            if (output.Add(buffer.AsSpan(0, written)) is { } end) return end;
            if (status == OperationStatus.Done) return coded.IsEmpty ? CodingEnd.Complete : CodingEnd.Corrupt;
            // It also says so with output still waiting, when the buffer was too small for all of it.
            if (status == OperationStatus.NeedMoreData && written == 0) return CodingEnd.TooEarly;
            if (status == OperationStatus.InvalidData) return CodingEnd.Corrupt;
        }
    }
}
