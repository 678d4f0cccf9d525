using Palisade.Bench.SideBySide.Load;

namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>Windows without and with reloads, in the order they were taken.</summary>
/// <param name="Rate">Requests a second in all of them.</param>
/// <param name="Reloads">How often the rules were loaded again.</param>
internal sealed record ReloadResult(double Rate, int Reloads, IReadOnlyList<LoadResult> Calm, IReadOnlyList<LoadResult> Reloading)
{
    /// <summary>The most that reloads may move the 99th percentile.</summary>
    public static TimeSpan Allowed { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How far reloads moved the 99th percentile; medians of the windows.</summary>
    public TimeSpan Moved => Median(Reloading, 0.99) - Median(Calm, 0.99);

    /// <summary>The median of a percentile over windows.</summary>
    public static TimeSpan Median(IReadOnlyList<LoadResult> windows, double part) => windows.Select(w => w.Percentile(part)).Order().ElementAt(windows.Count / 2);
}
