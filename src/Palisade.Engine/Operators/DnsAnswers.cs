using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Palisade.Engine.Operators;

/// <summary>Whether names exist, asked of the system's resolver under a time limit and remembered for a while.</summary>
internal sealed class DnsAnswers
{
    // What is remembered is bounded: the questions come from clients.
    private const int MaxKept = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly ConditionalWeakTable<OperatorOptions, DnsAnswers> Shared = [];

    private readonly ConcurrentDictionary<string, (bool Exists, long At)> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly Func<string, CancellationToken, Task<bool>> _ask;

    /// <summary>Answers that come from somewhere.</summary>
    /// <param name="ask">Whether a name exists; may fail or be slow.</param>
    public DnsAnswers(TimeProvider clock, TimeSpan limit, Func<string, CancellationToken, Task<bool>> ask) =>
        (_clock, _limit, _ask) = (clock, limit, ask);

    /// <summary>The answers that all rules compiled with the same options share.</summary>
    public static DnsAnswers For(OperatorOptions options) =>
        Shared.GetValue(options, o => new DnsAnswers(o.Clock, o.DnsTimeLimit, AskResolverAsync));

    /// <summary>Whether the name has an address. A name whose answer does not come in time, or not at all, has none for now and is asked again.</summary>
    public bool Exists(string name)
    {
        if (_known.TryGetValue(name, out var known) && _clock.GetElapsedTime(known.At) < Kept) return known.Exists;
        if (Ask(name) is not { } exists) return false;
        if (_known.Count >= MaxKept) _known.Clear();
        _known[name] = (exists, _clock.GetTimestamp());
        return exists;
    }

    private bool? Ask(string name)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            // The evaluation of rules is synchronous: the one operator that waits for others waits here.
            var asked = Task.Run(() => _ask(name, stop.Token), stop.Token);
            if (asked.Wait(_limit)) return asked.Result;
            stop.Cancel();
        }
        catch (AggregateException fault) when (fault.InnerException is SocketException or OperationCanceledException or ArgumentException)
        {
            // No answer is no listing; the resolver's own trouble is not the request's.
        }

        return null;
    }

    private static async Task<bool> AskResolverAsync(string name, CancellationToken stop)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, stop)).Length > 0;
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return false;
        }
    }
}
