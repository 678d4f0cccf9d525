using System.Diagnostics;

namespace Palisade.Bench.Fleet.Asking;

/// <summary>Asks gateways until a site says a number there.</summary>
internal static class Watcher
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until all of them do.</summary>
    /// <returns>The time it took.</returns>
    /// <exception cref="TimeoutException">One never did.</exception>
    public static async Task<TimeSpan> UntilAsync(IEnumerable<int> ports, string host, string number, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(ports.Select(p => UntilAsync(p, host, number, patience)));
        return watch.Elapsed;
    }

    private static async Task UntilAsync(int port, string host, string number, TimeSpan patience)
    {
        using var connection = new Connection(port);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await connection.AskAsync(host, "/", CancellationToken.None);
            if (answer.Number == number) return;
            if (watch.Elapsed > patience) throw new TimeoutException($"{host} at port {port} says '{answer.Number ?? $"{answer.Status}{answer.Fault}"}' and not '{number}' after {patience.TotalSeconds:0} s.");
            await Task.Delay(Pause);
        }
    }
}
