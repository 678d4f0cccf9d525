using System.Net;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>Every site under every one of its domains. Nothing in it is changed once it is read.</summary>
internal sealed class SiteTable
{
    private const string Rest = "*";

    private readonly Dictionary<string, SiteEntry[]> _domains;
    private readonly Dictionary<string, SiteEntry[]>.AlternateLookup<ReadOnlySpan<char>> _find;

    private SiteTable(Dictionary<string, SiteEntry[]> domains) => (_domains, _find) = (domains, domains.GetAlternateLookup<ReadOnlySpan<char>>());

    /// <summary>No site.</summary>
    public static SiteTable Empty { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The site of a host as it stands in a request, at the place where the connection was accepted; null for none.</summary>
    public ReadySite? Find(ReadOnlySpan<byte> host, IPEndPoint local)
    {
        Span<char> room = stackalloc char[HostKey.Room];
        return Find(room, HostKey.Write(host, room), local);
    }

    /// <summary>The site of a name that TLS brought; null for none.</summary>
    public ReadySite? Find(string serverName, IPEndPoint local)
    {
        Span<char> room = stackalloc char[HostKey.Room];
        return Find(room, HostKey.Write(serverName.AsSpan(), room), local);
    }

    /// <summary>The same with other sites for one tenant.</summary>
    /// <param name="refused">Gets what another site has already.</param>
    public SiteTable With(string tenant, IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after, List<RefusedDomain> refused)
    {
        var domains = new Dictionary<string, SiteEntry[]>(_domains, StringComparer.Ordinal);
        foreach (var domain in before.SelectMany(site => site.Delivery.Domains).Distinct(StringComparer.Ordinal)) Take(domains, domain, tenant);
        foreach (var site in after)
        {
            var places = site.Delivery.Listeners.Select(SitePlace.Of).OfType<SitePlace>().ToArray();
            // Listeners that all stand for addresses of other gateways are nowhere, which is not everywhere.
            if (places.Length == 0 && site.Delivery.Listeners.Count > 0) continue;
            foreach (var domain in site.Delivery.Domains) Put(domains, domain, new(site, places), refused);
        }

        return new(domains);
    }

    private static void Take(Dictionary<string, SiteEntry[]> domains, string domain, string tenant)
    {
        // A domain is one tenant's: all of it, or nothing.
        if (domains.TryGetValue(domain, out var entries) && entries[0].Site.Key.Tenant == tenant) domains.Remove(domain);
    }

    private static void Put(Dictionary<string, SiteEntry[]> domains, string domain, SiteEntry entry, List<RefusedDomain> refused)
    {
        var there = domains.GetValueOrDefault(domain, []);
        var holder = there.FirstOrDefault(e => e.Site.Key.Tenant != entry.Site.Key.Tenant || e.Clashes(entry));
        if (holder is not null) refused.Add(new(domain, entry.Site.Key, holder.Site.Key));
        // Those with places of their own come first.
        else domains[domain] = entry.Places.Length > 0 ? [entry, .. there] : [.. there, entry];
    }

    /// <summary>The whole name, then <c>*.</c> and ever less of its end, then what takes every host.</summary>
    private ReadySite? Find(Span<char> room, int length, IPEndPoint local)
    {
        string? owner = null;
        var name = room.Slice(1, length);
        if (length > 0 && At(name, local, ref owner) is { } exact) return exact;

        for (var dot = name.IndexOf('.'); dot >= 0;)
        {
            // The place before the dot is no longer needed.
            room[dot] = '*';
            if (At(room.Slice(dot, length - dot + 1), local, ref owner) is { } wild) return wild;

            var next = name[(dot + 1)..].IndexOf('.');
            dot = next < 0 ? -1 : dot + 1 + next;
        }

        return At(Rest, local, ref owner);
    }

    /// <summary>A name that one tenant has elsewhere is never another's here.</summary>
    private ReadySite? At(ReadOnlySpan<char> domain, IPEndPoint local, ref string? owner)
    {
        if (!_find.TryGetValue(domain, out var entries)) return null;
        var tenant = entries[0].Site.Key.Tenant;
        if (owner is not null && owner != tenant) return null;

        owner = tenant;
        foreach (var entry in entries)
        {
            if (entry.IsAt(local)) return entry.Site;
        }

        return null;
    }
}
