using System.Collections.Concurrent;
using System.Globalization;
using Palisade.Bench.Fleet.Processes;

namespace Palisade.Bench.Fleet.Asking;

/// <summary>Clients that ask gateways for sites on and on over connections that they keep. Every request that does not get its whole, right answer counts.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int MostRemembered = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, bool> _left = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly IReadOnlyList<string> _hosts;
    private readonly TimeSpan _pause;
    private readonly ConcurrentDictionary<int, List<Task>> _clients = new();
    private long _answered;
    private long _failed;

    /// <param name="ports">Those of the gateways.</param>
    /// <param name="hosts">Each client asks for all of them in turn.</param>
    /// <param name="clients">Of each gateway.</param>
    /// <param name="pause">Of each client between two requests.</param>
    public Load(IReadOnlyList<int> ports, IReadOnlyList<string> hosts, int clients, TimeSpan pause)
    {
        (_hosts, _pause) = (hosts, pause);
        foreach (var port in ports)
        {
            for (var i = 0; i < clients; i++) Start(port);
        }
    }

    /// <summary>Requests that were answered as they should be.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Requests that were not.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>The first that were not, in words.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Moves the clients of a gateway away: it is going to be killed. Over when its last request is answered.</summary>
    public async Task LeaveAsync(int port)
    {
        _left[port] = true;
        await Task.WhenAll(Of(port));
    }

    /// <summary>Clients come back to a gateway.</summary>
    public void Return(int port, int clients)
    {
        _left.TryRemove(port, out _);
        for (var i = 0; i < clients; i++) Start(port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients.Values.SelectMany(c => c));
        _stop.Dispose();
    }

    private List<Task> Of(int port) => _clients.GetOrAdd(port, _ => []);

    private void Start(int port)
    {
        var first = Of(port).Count * 17;
        Of(port).Add(Task.Run(() => AskAsync(port, first)));
    }

    private async Task AskAsync(int port, int first)
    {
        using var connection = new Connection(port);
        for (var turn = first; !_stop.IsCancellationRequested && !_left.ContainsKey(port); turn++)
        {
            var (host, path) = (_hosts[turn % _hosts.Count], string.Create(CultureInfo.InvariantCulture, $"/page/{turn}?q=some+words&n={turn}"));
            try
            {
                // A request under way is let end.
                Note(port, host, path, await connection.AskAsync(host, path, CancellationToken.None));
                await Task.Delay(_pause, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Note(int port, string host, string path, Answer answer)
    {
        if (answer.Status is 200 && answer.Body == Origin.BodyOf(host, path))
        {
            Interlocked.Increment(ref _answered);
            return;
        }

        Interlocked.Increment(ref _failed);
        if (_faults.Count >= MostRemembered) return;
        _faults.Enqueue($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} port {port}, {host}{path}: {answer.Fault ?? (answer.Status is 200 ? "another body" : $"status {answer.Status}")}");
    }
}
