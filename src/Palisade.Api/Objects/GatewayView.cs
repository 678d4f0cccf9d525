namespace Palisade.Api.Objects;

/// <summary>The gateways that serve a tenant.</summary>
/// <param name="Saved">The tenant's revision in the store.</param>
/// <param name="Prepared">The revision that snapshots were made up to.</param>
public sealed record GatewayList(IReadOnlyList<GatewayView> Items, long Saved = 0, long Prepared = 0);

/// <summary>A gateway, and what it said of the tenant last. Of others it tells nothing here.</summary>
/// <param name="Connected">Whether it follows at this moment.</param>
/// <param name="Seen">When it was heard last.</param>
/// <param name="Version">Its software; empty before its first report.</param>
/// <param name="Revision">The tenant's revision that it serves; 0 for none.</param>
/// <param name="Problem">Why there is no newer one in force; empty for nothing.</param>
/// <param name="RefusedInAll">How many objects are not in force as they were written.</param>
/// <param name="Refused">The first of them.</param>
/// <param name="Wanted">The revision that it is to serve: that of the newest snapshot for its group.</param>
/// <param name="State"><c>live</c> when it serves what it is to serve; <c>behind</c> when it does not yet; <c>refused</c> when it does, but for objects that it refuses; <c>away</c> when it is not connected.</param>
public sealed record GatewayView(
    string Name, string Group, bool Connected, DateTimeOffset Seen, string Version, long Revision, string Problem, int RefusedInAll, IReadOnlyList<RefusedView> Refused, long Wanted = 0, string State = "");

/// <summary>An object that a gateway does not serve as it was written.</summary>
/// <param name="Object"><c>kind namespace/name</c>.</param>
/// <param name="Kept">Whether the last good one is served in its place.</param>
public sealed record RefusedView(string Object, string Field, string Message, bool Kept);
