using System.Collections.Concurrent;
using System.Threading.Channels;
using Palisade.Cli.Following;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox;

/// <summary>Brings verdicts to the manager at once, and the last one of each tenant again after a new connection: the manager may be another one by then.</summary>
internal sealed class VerdictPost
{
    private readonly ConcurrentDictionary<string, SandboxVerdict> _last = new(StringComparer.Ordinal);
    private Channel<SandboxVerdict> _fresh = Channel.CreateUnbounded<SandboxVerdict>();

    /// <summary>Takes one.</summary>
    public void Add(SandboxVerdict verdict)
    {
        _last[verdict.Tenant] = verdict;
        Volatile.Read(ref _fresh).Writer.TryWrite(verdict);
    }

    /// <summary>Sends until it is stopped, or one does not arrive.</summary>
    public async Task RunAsync(ManagerLink link, CancellationToken stop)
    {
        var fresh = Channel.CreateUnbounded<SandboxVerdict>();
        Volatile.Write(ref _fresh, fresh);
        foreach (var verdict in _last.Values) await link.TellAsync(verdict, stop);
        await foreach (var verdict in fresh.Reader.ReadAllAsync(stop)) await link.TellAsync(verdict, stop);
    }
}
