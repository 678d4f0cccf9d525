using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Tenants;

/// <summary>All tenants that a gateway serves, kept ready change by change. Safe for any number of threads; changes are taken in one after the other.</summary>
/// <param name="open">Opens the keys of certificates.</param>
/// <param name="geography">The databases that say where clients are.</param>
public sealed class TenantFleet(KeyOpener open, Geography geography, TimeProvider clock)
{
    private readonly Lock _changing = new();
    private readonly RuleLibrary _rules = new();
    private readonly Dictionary<string, TenantBuilder> _tenants = new(StringComparer.Ordinal);

    /// <summary>Takes in a change.</summary>
    /// <returns>The tenant as it is then and, where the change is of the platform's own objects, every tenant that needs them.</returns>
    public IReadOnlyList<ReadyTenant> Apply(TenantChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_changing)
        {
            var tenant = Of(change.Tenant);
            var touched = tenant.Apply(change);
            return change.Tenant == ObjectNames.SystemTenant
                ? [tenant.Current, .. _tenants.Values.Where(t => t != tenant && t.Platform(touched)).Select(t => t.Current)]
                : [tenant.Current];
        }
    }

    private TenantBuilder Of(string tenant)
    {
        if (_tenants.TryGetValue(tenant, out var known)) return known;
        return _tenants[tenant] = new(tenant, key => _tenants.GetValueOrDefault(ObjectNames.SystemTenant)?.Find(key), _rules, open, geography, clock);
    }
}
