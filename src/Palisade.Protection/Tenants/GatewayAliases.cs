using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>
/// What listeners mean by an alias: the inner addresses that the tenant's <c>gateway</c> objects give to it. Each gateway takes of them what is its own, so that one
/// listener means the same on every gateway of a group.
/// </summary>
internal sealed class GatewayAliases(TenantObjects objects, TenantParts parts)
{
    /// <summary>The listeners of a site, one for each address of an alias. An alias that no gateway has stays as it is: it is nowhere.</summary>
    public IReadOnlyList<SiteListener> Resolve(LocalKey site, IReadOnlyList<SiteListener> listeners, List<RefusedObject> told)
    {
        if (listeners.All(l => l.Alias is null)) return listeners;
        var known = Addresses();
        var resolved = new List<SiteListener>();
        for (var i = 0; i < listeners.Count; i++)
        {
            var listener = listeners[i];
            var addresses = listener.Alias is { } alias ? known[alias].Distinct(StringComparer.Ordinal).ToList() : [];
            if (listener.Alias is not null && addresses.Count == 0)
                told.Add(new(site, new($"spec.listeners[{i}].alias", $"No gateway object gives '{listener.Alias}' an internal_address: the site is not served there."), Kept: false));
            resolved.AddRange(addresses.Count == 0 ? [listener] : addresses.Select(a => listener with { Address = a }));
        }

        return resolved;
    }

    private ILookup<string, string> Addresses()
    {
        var aliases = objects.Gateways.Select(g => parts.Of<GatewaySpec>(g, [])).OfType<GatewaySpec>().SelectMany(g => g.Aliases);
        return aliases.Where(a => a.Enabled && a.InternalAddress.Length > 0).ToLookup(a => a.Name, a => a.InternalAddress, StringComparer.Ordinal);
    }
}
