namespace Palisade.Api.Objects;

/// <summary>What became of the newest snapshot of a tenant in the sandbox.</summary>
/// <param name="Mode"><c>available</c>, <c>required</c> or <c>none</c>: whether snapshots wait for a sandbox.</param>
/// <param name="Sandboxes">How many are connected that try the tenant's snapshots.</param>
/// <param name="State"><c>none</c> before there is a snapshot; <c>unasked</c>: published without one; <c>waiting</c>; <c>passed</c>; <c>refused</c>; <c>late</c>: no verdict came in time.</param>
/// <param name="Reason">Why it is not published, or nobody was asked; may be empty.</param>
/// <param name="Revision">The revision that this is about; 0 for none.</param>
/// <param name="Published">The revision that gateways may have; absent for none.</param>
/// <param name="Since">When it got there; absent before there is a snapshot.</param>
/// <param name="Trial">What the sandbox found; absent where it said nothing yet.</param>
public sealed record SandboxView(string Mode, int Sandboxes, string State, string Reason, long Revision, long? Published = null, DateTimeOffset? Since = null, TrialView? Trial = null);

/// <summary>What a sandbox found.</summary>
/// <param name="Outcome"><c>passed</c>, <c>crashed</c>, <c>hung</c>, <c>bloated</c> or <c>failed</c>.</param>
/// <param name="Compared">Whether there was a good snapshot to compare with.</param>
/// <param name="Sites">Sites that the change touches.</param>
/// <param name="SitesAsked">How many of them were asked.</param>
/// <param name="Requests">Sample requests that were sent.</param>
/// <param name="ObjectsInAll">Objects that differ from the last good snapshot.</param>
/// <param name="Objects">The first of them.</param>
/// <param name="ChangesInAll">Sample requests that fare otherwise than before.</param>
/// <param name="Changes">The first of them.</param>
public sealed record TrialView(
    string Outcome, int Milliseconds, bool Compared, int Sites, int SitesAsked, int Requests, int ObjectsInAll, IReadOnlyList<string> Objects, int ChangesInAll, IReadOnlyList<SampleChangeView> Changes);

/// <summary>A sample request that fares otherwise than before.</summary>
/// <param name="Site"><c>namespace/name</c>.</param>
/// <param name="Change"><c>would_now_be_blocked</c> or <c>no_longer_blocked</c>.</param>
/// <param name="Ordinary">Whether it is a request as ordinary users send it: blocked, that is most likely a mistake.</param>
/// <param name="Rules">The rules that matched, where it is or was blocked.</param>
public sealed record SampleChangeView(string Site, string Sample, string Change, bool Ordinary, string Rules);
