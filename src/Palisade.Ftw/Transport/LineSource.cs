using System.Text;

namespace Palisade.Ftw.Transport;

/// <summary>Reads lines and counted bytes from a stream.</summary>
internal sealed class LineSource(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its LF or CRLF, bytes widened; null at the end of the stream.</summary>
    /// <exception cref="MalformedResponseException">The line is longer than <paramref name="most"/> bytes.</exception>
    public async Task<string?> ReadLineAsync(int most, CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(stop)) return line.Length > 0 ? line.ToString() : null;

            var available = _buffer.AsMemory(_start, _end - _start);
            var length = available.Span.IndexOf((byte)'\n');
            var part = length < 0 ? available : available[..length];
            if (line.Length + part.Length > most) throw new MalformedResponseException("a line is too long");

            line.Append(Encoding.Latin1.GetString(part.Span));
            _start += length < 0 ? part.Length : part.Length + 1;
            if (length >= 0) return line is [.., '\r'] ? line.ToString(0, line.Length - 1) : line.ToString();
        }
    }

    /// <summary>Copies up to <paramref name="count"/> bytes; fewer only at the end of the stream.</summary>
    /// <returns>How many came.</returns>
    public async Task<long> CopyAsync(long count, BodySink to, CancellationToken stop)
    {
        var copied = 0L;
        while (copied < count)
        {
            if (_start == _end && !await FillAsync(stop)) break;

            var part = (int)Math.Min(count - copied, _end - _start);
            to.Add(_buffer.AsSpan(_start, part));
            _start += part;
            copied += part;
        }

        return copied;
    }

    /// <summary>Reads and forgets everything until the other side closes.</summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        while (await FillAsync(stop))
        {
        }
    }

    private async Task<bool> FillAsync(CancellationToken stop)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, stop);
        return _end > 0;
    }
}
