using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Manager.Sandbox;

/// <summary>Where the newest snapshot of a tenant stands.</summary>
public enum TrialStage
{
    /// <summary>It was published without a sandbox's having seen it.</summary>
    Unasked,

    /// <summary>It is being tried, or waits for a sandbox.</summary>
    Waiting,

    /// <summary>A sandbox passed it.</summary>
    Passed,

    /// <summary>A sandbox refused it.</summary>
    Refused,

    /// <summary>No verdict came in time. One that comes later still counts.</summary>
    Late,
}

/// <summary>The newest snapshot of a tenant, and what a sandbox said of it.</summary>
/// <param name="Reason">Why it is not published, or why nobody was asked; empty where all is well.</param>
/// <param name="Since">When it got there.</param>
/// <param name="Published">The last snapshot that gateways may have; null for none.</param>
/// <param name="Verdict">What a sandbox said of it; null for nothing.</param>
public sealed record TrialState(SnapshotPosition Position, TrialStage Stage, string Reason, DateTimeOffset Since, SnapshotPosition? Published, SandboxVerdict? Verdict)
{
    /// <summary>Whether gateways do not get it.</summary>
    public bool Holds => Stage is TrialStage.Waiting or TrialStage.Refused or TrialStage.Late;
}
