using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Palisade.Gateway.Accept.Http2;

/// <summary>
/// Hands connections from an endpoint that speaks HTTP/1.1 to one that speaks HTTP/2. The server decides about the protocol
/// by endpoint, and without TLS nothing negotiates it; clients with prior knowledge (RFC 9113, section 3.3) just begin.
/// </summary>
internal sealed class Handoff : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = new HandoffEndPoint();

    /// <summary>Hands a connection over; ends when the HTTP/2 side is done with it.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        var handed = new HandedConnection(connection);
        if (_waiting.Writer.TryWrite(handed)) await handed.Done;
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is HandoffEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

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
