using System.Net.Http.Headers;
using System.Text;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Proxy;

/// <summary>
/// A chunked body with its trailers, framed here: the server frames HTTP/1.1 answers by itself, but has no trailers for them.
/// </summary>
/// <param name="trailers">Filled once the body is at its end.</param>
internal sealed class TrailerStream(Stream source, HttpResponseHeaders trailers) : BodyStream(source)
{
    // The longest chunk head ("7fffffff\r\n") and the end of a chunk.
    private const int FrameSize = 12;

    private ReadOnlyMemory<byte> _end;
    private bool _ended;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.Length <= FrameSize) return TakeEnd(buffer);

        var length = await Source.ReadAsync(buffer[(FrameSize - 2)..^2], cancellationToken);
        if (length > 0) return Frame(buffer.Span, length);

        _ended = true;
        _end = End();
        return TakeEnd(buffer);
    }

    /// <summary>Puts a chunk's head before and its end behind the data, and moves all to the front.</summary>
    private static int Frame(Span<byte> buffer, int length)
    {
        var data = buffer.Slice(FrameSize - 2, length);
        Span<byte> head = stackalloc byte[FrameSize];
        var size = Encoding.ASCII.GetBytes($"{length:x}\r\n", head);
        data.CopyTo(buffer[size..]);
        head[..size].CopyTo(buffer);
        "\r\n"u8.CopyTo(buffer[(size + length)..]);
        return size + length + 2;
    }

    private byte[] End()
    {
        var text = new StringBuilder("0\r\n");
        foreach (var (name, values) in trailers.NonValidated)
        {
            foreach (var value in values) text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private int TakeEnd(Memory<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _end.Length);
        _end[..taken].CopyTo(buffer);
        _end = _end[taken..];
        return taken;
    }
}
