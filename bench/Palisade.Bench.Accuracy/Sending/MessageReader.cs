using System.Globalization;
using System.Text;

namespace Palisade.Bench.Accuracy.Sending;

/// <summary>Reads whole messages of HTTP/1.1 from a stream and drops their bodies.</summary>
internal sealed class MessageReader(Stream stream)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _end;

    /// <summary>The next message; null when the other side has closed.</summary>
    /// <param name="answers">Answers may end with the connection; requests do not.</param>
    /// <param name="withoutBody">Whether it is the answer to HEAD.</param>
    /// <exception cref="IOException">It broke off in the middle.</exception>
    public async Task<Message?> ReadAsync(bool answers, CancellationToken stop, bool withoutBody = false)
    {
        var lines = new List<string>();
        while (await LineAsync(stop) is { } line)
        {
            if (line.Length > 0) lines.Add(line);
            else if (lines.Count > 0) break;
        }

        if (lines.Count is 0) return null;
        var message = new Message(lines[0], lines[1..]);
        var bare = withoutBody || message.Status is (>= 100 and < 200) or 204 or 304;
        if (!bare) await DropBodyAsync(message, answers, stop);
        return message;
    }

    private async Task DropBodyAsync(Message message, bool answers, CancellationToken stop)
    {
        if (message.Field("Transfer-Encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase)) await DropChunksAsync(stop);
        else if (message.Field("Content-Length") is { } length) await DropAsync(long.Parse(length, CultureInfo.InvariantCulture), stop);
        else if (answers) while (await FillAsync(stop)) _at = _end;
    }

    private async Task DropChunksAsync(CancellationToken stop)
    {
        while (true)
        {
            var size = await LineAsync(stop) ?? throw new IOException("The body broke off.");
            var length = long.Parse(size.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length is 0) break;
            await DropAsync(length + 2, stop);
        }

        while (await LineAsync(stop) is { Length: > 0 })
        {
            // Trailers.
        }
    }

    private async Task DropAsync(long count, CancellationToken stop)
    {
        while (count > 0)
        {
            if (_at == _end && !await FillAsync(stop)) throw new IOException("The body broke off.");
            var step = (int)Math.Min(count, _end - _at);
            _at += step;
            count -= step;
        }
    }

    private async Task<string?> LineAsync(CancellationToken stop)
    {
        var seen = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_at + seen, _end - _at - seen).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _at, seen + feed).TrimEnd('\r');
                _at += seen + feed + 1;
                return line;
            }

            seen = _end - _at;
            if (!await FillAsync(stop)) return seen is 0 ? null : throw new IOException("A line broke off.");
        }
    }

    private async Task<bool> FillAsync(CancellationToken stop)
    {
        if (_at == _end) (_at, _end) = (0, 0);
        if (_end == _buffer.Length)
        {
            if (_at is 0) Array.Resize(ref _buffer, _buffer.Length * 2);
            else
            {
                _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
                (_at, _end) = (0, _end - _at);
            }
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), stop);
        _end += read;
        return read > 0;
    }
}
