namespace Palisade.Bench.Fleet.Reporting;

/// <summary>One figure of a run.</summary>
/// <param name="Most">What it may be at most; null where there is no floor.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Most = null)
{
    /// <summary>Whether it is within its floor.</summary>
    public bool Kept => Most is not { } most || Value <= most;
}
