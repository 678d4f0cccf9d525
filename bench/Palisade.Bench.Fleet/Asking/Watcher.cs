using System.Diagnostics;

namespace Palisade.Bench.Fleet.Asking;

/// <summary>
/// Asks gateways until sites say a number there. However many wait, each gateway is asked forty times a second at most, in turn: who asked more the slower a gateway
/// is would make it slower.
/// </summary>
internal sealed class Watcher(IEnumerable<int> ports) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly List<(int Port, Connection Connection, SemaphoreSlim Turn)> _gateways = [.. ports.Select(p => (p, new Connection(p), new SemaphoreSlim(1, 1)))];

    /// <summary>Waits until all of some gateways say it, with nobody else waiting.</summary>
    /// <returns>The time it took.</returns>
    /// <exception cref="TimeoutException">One never did.</exception>
    public static async Task<TimeSpan> UntilAsync(IEnumerable<int> ports, string host, string number, TimeSpan patience)
    {
        using var watcher = new Watcher(ports);
        return await watcher.UntilAsync(host, number, patience);
    }

    /// <summary>Waits until all gateways say it.</summary>
    /// <returns>The time it took.</returns>
    /// <exception cref="TimeoutException">One never did.</exception>
    public async Task<TimeSpan> UntilAsync(string host, string number, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(_gateways.Select(async gateway =>
        {
            while (await AskAsync(gateway.Connection, gateway.Turn, host, number) is { } other)
            {
                if (watch.Elapsed > patience) throw new TimeoutException($"{host} at port {gateway.Port} says '{other}' and not '{number}' after {patience.TotalSeconds:0} s.");
            }
        }));
        return watch.Elapsed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, connection, turn) in _gateways)
        {
            connection.Dispose();
            turn.Dispose();
        }
    }

    // Null for the right answer. After another one, the turn ends with a pause.
    private static async Task<string?> AskAsync(Connection connection, SemaphoreSlim turn, string host, string number)
    {
        await turn.WaitAsync();
        try
        {
            var answer = await connection.AskAsync(host, "/", CancellationToken.None);
            if (answer.Number == number) return null;
            await Task.Delay(Pause);
            return answer.Number ?? $"{answer.Status}{answer.Fault}";
        }
        finally
        {
            turn.Release();
        }
    }
}
