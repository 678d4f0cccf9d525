using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>
/// A kept-alive HTTP/1.1 connection that sends finished bytes and reads whole answers, with blocking calls: the cheapest way
/// to make load, so that the server under test has the machine.
/// </summary>
internal sealed class Connection(int port) : IDisposable
{
    private const int PatienceMilliseconds = 60_000;

    private byte[] _buffer = new byte[128 * 1024];
    private int _filled;
    private int _at;
    private int _body;
    private Socket? _socket;

    /// <summary>The body of the last answer, its chunks joined; valid until the next <see cref="Send"/>.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_at, _body);

    /// <summary>Sends one request and waits for the end of its answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The answer broke off or is none.</exception>
    public int Send(ReadOnlySpan<byte> request)
    {
        try
        {
            _socket ??= Open();
            return Ask(_socket, request);
        }
        catch (SocketException fault)
        {
            Close();
            throw new IOException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private int Ask(Socket socket, ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty) request = request[socket.Send(request)..];
        (_filled, _at, _body) = (0, 0, 0);
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) Fill(socket);
        var head = _buffer.AsSpan(0, end + 2);
        if (!head.StartsWith("HTTP/1.1 "u8)) throw new IOException("The answer is not HTTP/1.1.");

        var status = int.Parse(head.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var closes = head.IndexOf("\r\nConnection: close\r\n"u8) >= 0;
        var length = Field(head, "\r\nContent-Length: "u8);
        var chunked = head.IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0;
        _at = end + 4;
        if (chunked) ReadChunks(socket);
        else ReadLength(socket, length ?? throw new IOException("The answer does not say how long it is."));
        if (closes) Close();
        return status;
    }

    private static int? Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0) return null;

        var value = head[(at + name.Length)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private void ReadLength(Socket socket, int length)
    {
        while (_filled - _at < length) Fill(socket);
        _body = length;
    }

    private void ReadChunks(Socket socket)
    {
        var from = _at;
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(from, _filled - from).IndexOf("\r\n"u8)) < 0) Fill(socket);
            var size = int.Parse(_buffer.AsSpan(from, line), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            from += line + 2;
            while (_filled < from + size + 2) Fill(socket);
            _buffer.AsSpan(from, size).CopyTo(_buffer.AsSpan(_at + _body));
            _body += size;
            from += size + 2;
            if (size == 0) return;
        }
    }

    private void Fill(Socket socket)
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var length = socket.Receive(_buffer.AsSpan(_filled));
        if (length == 0)
        {
            Close();
            throw new IOException("The connection ended within an answer.");
        }

        _filled += length;
    }

    private Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
