using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>Hands connections that were accepted elsewhere to the server: the server knows an endpoint for each way of speaking, and ports come and go behind it.</summary>
internal sealed class PortGate(PortEndPoint endPoint) : IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });

    /// <inheritdoc/>
    public EndPoint EndPoint => endPoint;

    /// <summary>Hands a connection over; false when the server takes none any more.</summary>
    public bool Hand(ConnectionContext connection) => _waiting.Writer.TryWrite(connection);

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken) && _waiting.Reader.TryRead(out var connection) ? connection : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
