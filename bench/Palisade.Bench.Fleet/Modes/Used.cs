using Palisade.Bench.Fleet.Reporting;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>The processor time that a fleet's processes use from now on, the load included.</summary>
internal sealed class Used(RunningFleet fleet)
{
    private readonly List<(string Name, TimeSpan Before)> _before = [.. fleet.Processes.Select(p => (p.Name, p.Service.Usage.ProcessorTime))];

    /// <summary>So much of each for one change.</summary>
    public List<Figure> Each(int changes) =>
        [.. fleet.Processes.Zip(_before, (now, was) => new Figure($"processor time by change: {now.Name}", (now.Service.Usage.ProcessorTime - was.Before).TotalMilliseconds / changes, "ms"))];
}
