using Palisade.Bench.Fleet.Poison;
using Palisade.Bench.Fleet.Reporting;

namespace Palisade.Bench.Fleet.Modes;

/// <summary>What a mode measured.</summary>
/// <param name="Faults">What must not be, in words.</param>
internal sealed record Outcome(IReadOnlyList<Figure> Figures, IReadOnlyList<string> Faults, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether all floors are kept.</summary>
    public bool Kept => Faults.Count == 0 && Figures.All(f => f.Kept);
}
