using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Palisade.Manager.Delivery;

/// <summary>The connections there are, so that all can be ended at once: after an authority was taken back nobody knows which of them it let in.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<ConnectionContext, byte> _open = new();

    /// <summary>Notes each connection while it is there.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        _open[connection] = 0;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };

    /// <summary>Ends all.</summary>
    public void EndAll()
    {
        foreach (var connection in _open.Keys) connection.Abort(new ConnectionAbortedException("An authority was taken back."));
    }
}
