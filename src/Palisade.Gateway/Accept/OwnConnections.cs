using System.Collections.Concurrent;
using System.Net;

namespace Palisade.Gateway.Accept;

/// <summary>
/// The connections that the health monitor has open to this gateway. They are known by the address and port that they come from, which this process holds, and
/// by nothing that a request says: nobody else can pass for one.
/// </summary>
internal sealed class OwnConnections
{
    private readonly ConcurrentDictionary<IPEndPoint, ProbeRun> _open = new();

    /// <summary>Knows a connection until the result is disposed of.</summary>
    public IDisposable Add(ProbeRun run)
    {
        _open[run.Client] = run;
        return new Known(_open, run);
    }

    /// <summary>The run that a connection is of; null for a client's.</summary>
    /// <param name="peer">The socket's own other end, whatever PROXY protocol says later.</param>
    public ProbeRun? Find(EndPoint? peer) =>
        peer is IPEndPoint ip ? _open.GetValueOrDefault(ip.Address.IsIPv4MappedToIPv6 ? new(ip.Address.MapToIPv4(), ip.Port) : ip) : null;

    private sealed class Known(ConcurrentDictionary<IPEndPoint, ProbeRun> open, ProbeRun run) : IDisposable
    {
        public void Dispose() => open.TryRemove(new(run.Client, run));
    }
}
