using System.Collections.Concurrent;
using Palisade.Engine.Values;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>The persistent collections of rules: each tenant has its own, so that nobody's rules read or change what another's noted of an address.</summary>
/// <param name="own">Those of the command line's site.</param>
internal sealed class TenantCollections(CollectionStore own, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, CollectionStore> _tenants = new(StringComparer.Ordinal);

    /// <summary>Those of an exchange's tenant.</summary>
    public CollectionStore Of(Exchange exchange) =>
        exchange.Served?.Key.Tenant is { Length: > 0 } tenant ? _tenants.GetOrAdd(tenant, static (_, c) => new CollectionStore(c), clock) : own;
}
