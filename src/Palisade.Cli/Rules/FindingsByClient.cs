using System.Collections.Concurrent;
using System.Net;
using Palisade.Engine.Outcome;
using Palisade.Ftw.Findings;
using Palisade.Gateway.Record;

namespace Palisade.Cli.Rules;

/// <summary>What the gateway found, kept by the client's port until the test that had the connection asks for it.</summary>
internal sealed class FindingsByClient(TimeProvider clock)
{
    /// <summary>Longest wait for a request to be recorded after its connection was closed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, Connection> _connections = new();
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>What the engine could not do as the rules asked, in all requests so far.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Keeps what was found in a request. Called by the gateway.</summary>
    public void Add(InspectedRequest request)
    {
        foreach (var fault in request.Faults) _faults.Enqueue(fault);
        Of(request.Client).Add(request.Findings);
    }

    /// <summary>Waits until a request of a connection was recorded, and takes all that was found on it.</summary>
    /// <exception cref="TimeoutException">No request was recorded.</exception>
    public async Task<IReadOnlyCollection<LoggedRule>> TakeAsync(IPEndPoint client, CancellationToken stop)
    {
        try
        {
            return await Of(client).RecordedAsync(Patience, clock, stop);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"the gateway recorded no request of this connection within {Patience.TotalSeconds:0} s", late);
        }
        finally
        {
            _connections.TryRemove(client.Port, out _); // ports are used again
        }
    }

    private Connection Of(IPEndPoint client) => _connections.GetOrAdd(client.Port, static _ => new());

    private sealed class Connection
    {
        private readonly ConcurrentQueue<LoggedRule> _rules = new();
        private readonly TaskCompletionSource _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(IReadOnlyList<Finding> findings)
        {
            foreach (var finding in findings.Where(f => f.Logged))
            {
                _rules.Enqueue(new(finding.Rule.Id, finding.Message, finding.Data, finding.Rule.Severity, finding.Rule.Tags));
            }

            _recorded.TrySetResult();
        }

        public async Task<IReadOnlyCollection<LoggedRule>> RecordedAsync(TimeSpan patience, TimeProvider clock, CancellationToken stop)
        {
            await _recorded.Task.WaitAsync(patience, clock, stop);
            return [.. _rules];
        }
    }
}
