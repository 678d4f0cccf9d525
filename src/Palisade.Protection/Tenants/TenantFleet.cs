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
    /// <returns>The tenant as it is then.</returns>
    public IReadOnlyList<ReadyTenant> Apply(TenantChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_changing)
        {
            var tenant = Of(change.Tenant);
            tenant.Apply(change);
            return [tenant.Current];
        }
    }

    private TenantBuilder Of(string tenant)
    {
        if (_tenants.TryGetValue(tenant, out var known)) return known;
        return _tenants[tenant] = new(tenant, _rules, open, geography, clock);
    }
}
