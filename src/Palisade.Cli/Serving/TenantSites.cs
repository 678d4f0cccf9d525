using Palisade.Cli.Following;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;
using Palisade.Trust.Sealing;

namespace Palisade.Cli.Serving;

/// <summary>From what a manager sends to what is served: a tenant's change is made ready and published. The same for its first and for every later one.</summary>
internal sealed class TenantSites
{
    private readonly LiveSites _sites;
    private readonly TenantFleet _fleet;

    /// <summary>Nothing is served yet.</summary>
    /// <param name="sealing">Open the keys of certificates.</param>
    public TenantSites(LiveSites sites, SealingKeys sealing, Geography geography, TimeProvider clock) => (_sites, _fleet) = (sites, new((certificate, spec) => CertificateKeys.Open(sealing, certificate, spec), geography, clock));

    /// <summary>Takes in a change, and serves what it leads to.</summary>
    /// <returns>What is served of the tenant, and what is not, with the domains that it does not get.</returns>
    public ReadyTenant Take(TenantChange change)
    {
        ReadyTenant? own = null;
        foreach (var tenant in _fleet.Apply(change))
        {
            var refused = _sites.Publish(tenant);
            if (tenant.Name != change.Tenant) continue;
            own = refused.Count == 0 ? tenant : tenant with { Refused = [.. tenant.Refused, .. refused.Select(Refused)] };
        }

        return own ?? throw new InvalidOperationException($"Nothing was made of a change of {change.Tenant}.");
    }

    /// <summary>What of a tenant's sites is not as it was written because of a port of this machine.</summary>
    public static IReadOnlyList<RefusedObject> PortTroubles(LiveSites sites, string tenant) =>
        [.. sites.PortFaults.Of(tenant).DistinctBy(f => f.Site).Select(f => new RefusedObject(f.Site.Local, new(f.Field, f.Message), Kept: false))];

    // Whose it is, is not another tenant's to know.
    private static RefusedObject Refused(RefusedDomain refused)
    {
        var holder = refused.Holder.Tenant == refused.Site.Tenant ? $"The {refused.Holder.Local}" : "Another site";
        return new(refused.Site.Local, new("spec.domains", $"{holder} has '{refused.Domain}' already."), Kept: false);
    }
}
