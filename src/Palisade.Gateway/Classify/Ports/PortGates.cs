using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>The gates through which connections of ports that sites name come to the server, one for each way of speaking.</summary>
internal sealed class PortGates : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly Dictionary<PortSettings, PortGate> _gates = PortSettings.All.ToDictionary(settings => settings, settings => new PortGate(new(settings)));
    private readonly SocketConnectionContextFactory _connections;

    /// <param name="mostRead">What is read of a connection before it is asked for, in bytes.</param>
    public PortGates(long mostRead, ILogger<PortGates> log) => _connections = new(new() { MaxReadBufferSize = mostRead }, log);

    /// <summary>What the server listens at.</summary>
    public IEnumerable<PortEndPoint> EndPoints => _gates.Values.Select(gate => (PortEndPoint)gate.EndPoint);

    /// <summary>Gives a connection to the server.</summary>
    public async ValueTask HandAsync(Socket accepted, PortSettings settings)
    {
        ConnectionContext connection;
        try
        {
            accepted.NoDelay = true;
            connection = _connections.Create(accepted);
        }
        catch (SocketException)
        {
            // The client is gone already.
            accepted.Dispose();
            return;
        }

        if (!_gates[settings].Hand(connection)) await connection.DisposeAsync();
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is PortEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(_gates[((PortEndPoint)endpoint).Settings]);

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();
}
