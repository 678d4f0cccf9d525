using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Palisade.Gateway.Accept.Http2;

/// <summary>A connection on loan: what is done to it is done to the one it stands for, but disposing of it only gives it back.</summary>
internal sealed class HandedConnection(ConnectionContext connection) : ConnectionContext
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it was given back.</summary>
    public Task Done => _done.Task;

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; } = connection.Transport;

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = connection.ConnectionId;

    // Features of its own above those of the connection: each side of the server sets the same ones.
    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection(connection.Features);

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = connection.Items;

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed { get; set; } = connection.ConnectionClosed;

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint { get; set; } = connection.LocalEndPoint;

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint { get; set; } = connection.RemoteEndPoint;

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => connection.Abort(abortReason);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        return base.DisposeAsync();
    }
}
