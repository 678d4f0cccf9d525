using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;

namespace Palisade.Manager.Delivery;

/// <summary>What is known of a gateway since this manager started.</summary>
/// <param name="Connected">Whether it follows at this moment.</param>
/// <param name="Seen">When it was heard last.</param>
/// <param name="Version">Its software; empty before its first report.</param>
/// <param name="Tenants">What it said of each tenant last.</param>
public sealed record KnownGateway(Identity Identity, bool Connected, DateTimeOffset Seen, string Version, IReadOnlyDictionary<string, ReportedTenant> Tenants);
