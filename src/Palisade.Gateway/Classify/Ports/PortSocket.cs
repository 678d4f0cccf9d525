using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>A port that is open. Closing it takes no more connections; those that are there go on.</summary>
internal sealed class PortSocket : IDisposable
{
    private const int Waiting = 512;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly PortGates _gates;
    private readonly TimeProvider _clock;
    private int _settings;

    private PortSocket(Socket socket, PortSettings settings, PortGates gates, TimeProvider clock)
    {
        (_socket, _gates, _clock, Settings) = (socket, gates, clock, settings);
        _ = AcceptAsync();
    }

    /// <summary>What is spoken on connections that are accepted from now on.</summary>
    public PortSettings Settings
    {
        get => Unpacked(Volatile.Read(ref _settings));
        set => Volatile.Write(ref _settings, (value.Tls ? 1 : 0) | (value.Http2 ? 2 : 0) | (value.ProxyProtocol ? 4 : 0));
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SocketException">It is taken, not allowed, or of no address of this machine.</exception>
    public static PortSocket Open(IPEndPoint at, PortSettings settings, PortGates gates, TimeProvider clock)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        try
        {
            socket.Listen(Waiting);
            return new(socket, settings, gates, clock);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static PortSettings Unpacked(int settings) => new((settings & 1) != 0, (settings & 2) != 0, (settings & 4) != 0);

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                await _gates.HandAsync(await _socket.AcceptAsync(), Settings);
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.InvalidArgument })
            {
                return;
            }
            catch (SocketException)
            {
                // The client went before it was accepted, or there are no more file handles: neither is a reason to stop.
                await Task.Delay(Breath, _clock);
            }
        }
    }
}
