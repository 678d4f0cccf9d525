using System.Net;
using Palisade.Engine.Transactions;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>The two ends of a connection.</summary>
/// <param name="Peer">Who opened it, or whom PROXY protocol named.</param>
/// <param name="Local">Where it was accepted.</param>
/// <param name="Encrypted">Whether it is TLS.</param>
/// <param name="ServerName">The name that the client asked for when TLS began; null for none.</param>
internal readonly record struct WireConnection(IPEndPoint Peer, IPEndPoint Local, bool Encrypted, string? ServerName = null)
{
    /// <summary>The request of the health monitor that it was opened for; null for everybody else's.</summary>
    public ProbeRun? Probe { get; init; }

    /// <summary>What the engine remembers of its requests; null for nothing.</summary>
    public ConnectionMemory? Memory { get; init; }
}
