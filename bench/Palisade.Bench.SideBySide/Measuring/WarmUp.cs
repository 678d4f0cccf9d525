using Palisade.Bench.SideBySide.Load;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>
/// Load until what a request costs stands still. .NET compiles what is hot again and again while it learns, and on a machine that is busy with the load itself
/// that takes half a minute or more; whoever came first in a fixed time would be measured before it is done.
/// </summary>
/// <param name="window">How long the load is kept up between two looks at the cost.</param>
internal sealed class WarmUp(TimeSpan window)
{
    /// <summary>Two looks that differ by less are alike.</summary>
    private const double Alike = 0.95;

    /// <summary>So many looks without a cheaper one end it.</summary>
    private const int Still = 2;

    /// <summary>So many looks end it in any case.</summary>
    private const int Most = 16;

    /// <summary>Keeps up the load.</summary>
    /// <returns>The last window's.</returns>
    /// <exception cref="BenchException">An answer was not as expected.</exception>
    public LoadResult Run(Server server, LoadGenerator load)
    {
        var (cheapest, still) = (double.MaxValue, 0);
        for (var look = 1; ; look++)
        {
            var before = server.Tree.ProcessorTime();
            var result = load.AtFullSpeed(window).AllGood(server.Name);
            var cost = (server.Tree.ProcessorTime() - before) / result.Latencies.Count / TimeSpan.FromMicroseconds(1);
            if (cost < cheapest * Alike) (cheapest, still) = (cost, 0);
            else if (++still == Still || look == Most) return result;
        }
    }
}
