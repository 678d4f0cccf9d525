using System.Buffers;
using System.Buffers.Text;

namespace Palisade.Cli.Explain;

/// <summary>The chunked transfer coding (RFC 9112, section 7.1) of a message that is there as a whole.</summary>
internal static class ChunkedBody
{
    /// <summary>The content, without framing, extensions and trailers; null when the framing is wrong.</summary>
    public static ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> coded)
    {
        var content = new ArrayBufferWriter<byte>();
        var rest = coded.Span;
        while (true)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 || !Utf8Parser.TryParse(rest[..end], out int size, out var digits, 'x') || digits is 0 or > 7) return null;
            rest = rest[(end + 1)..];
            if (size is 0) return content.WrittenMemory;
            if (size < 0 || size > rest.Length) return null;
            content.Write(rest[..size]);
            rest = rest[size..];
            var line = rest.IndexOf((byte)'\n');
            if (line is < 0 or > 1 || (line is 1 && rest[0] is not (byte)'\r')) return null;
            rest = rest[(line + 1)..];
        }
    }
}
