using System.Diagnostics;
using System.Globalization;
using Palisade.Bench.Fleet.Asking;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>Whether all gateways have one content, each asked itself.</summary>
internal static class Converging
{
    /// <summary>Waits until every gateway says of every site what was written last.</summary>
    /// <returns>What they never said; empty where all do.</returns>
    public static async Task<(TimeSpan Took, IReadOnlyList<string> Faults)> UntilAsync(RunningFleet fleet, IReadOnlyDictionary<string, int> sites, TimeSpan patience)
    {
        var (watch, faults) = (Stopwatch.StartNew(), new List<string>());
        foreach (var (host, number) in sites)
        {
            try
            {
                var left = patience - watch.Elapsed;
                await Watcher.UntilAsync(Enumerable.Range(0, fleet.Gateways.Length).Select(fleet.PortOf), host, number.ToString(CultureInfo.InvariantCulture), left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException never)
            {
                faults.Add(never.Message);
            }
        }

        return (watch.Elapsed, faults);
    }
}
