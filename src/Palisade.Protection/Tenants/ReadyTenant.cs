using Palisade.Configuration;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>What a gateway serves of one tenant.</summary>
/// <param name="Revision">The tenant's revision that it is of.</param>
/// <param name="Sites">Every site that can be served: as this revision has it or, where that has faults, as the last good one had it.</param>
/// <param name="Refused">What is not in force, and why: for each object with faults, and for each site that stays as it was because of one.</param>
public sealed record ReadyTenant(string Name, long Revision, IReadOnlyList<ReadySite> Sites, IReadOnlyList<RefusedObject> Refused);

/// <summary>An object that is not in force as it was written.</summary>
/// <param name="Kept">Whether the last good one is served in its place.</param>
public sealed record RefusedObject(LocalKey Key, ConfigFault Fault, bool Kept);
