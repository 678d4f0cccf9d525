using System.Collections.Concurrent;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Tenants;

/// <summary>
/// All tenants that a gateway serves, kept ready change by change. Safe for any number of threads: changes of one tenant are taken in one after the other, and
/// no tenant waits for another's.
/// </summary>
/// <param name="open">Opens the keys of certificates.</param>
/// <param name="geography">The databases that say where clients are.</param>
public sealed class TenantFleet(KeyOpener open, Geography geography, TimeProvider clock)
{
    private readonly RuleLibrary _rules = new();
    private readonly ObjectChecks _checks = new();
    private readonly ConcurrentDictionary<string, (Lock Turn, TenantBuilder Builder)> _tenants = new(StringComparer.Ordinal);

    /// <summary>Takes in a change.</summary>
    /// <returns>The tenant as it is then.</returns>
    public IReadOnlyList<ReadyTenant> Apply(TenantChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (turn, tenant) = _tenants.GetOrAdd(change.Tenant, name => (new(), new(name, _rules, _checks, open, geography, clock)));
        lock (turn)
        {
            tenant.Apply(change);
            return [tenant.Current];
        }
    }
}
