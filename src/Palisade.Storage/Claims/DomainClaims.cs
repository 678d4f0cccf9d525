using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Databases;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Claims;

/// <summary>
/// Which tenant a domain belongs to, kept in the transaction that writes the site. Two claims are of one thing when the domains are the same text, as in the gateways' table:
/// <c>*.shop.example</c>, <c>www.shop.example</c> and <c>*</c> are three domains.
/// </summary>
internal sealed class DomainClaims(Session session, DateTimeOffset at)
{
    private const int AtOnce = 100;

    private readonly SortedSet<string> _named = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _left = new(StringComparer.Ordinal);
    private readonly List<(LocalKey Site, string Field, string Domain)> _added = [];

    /// <summary>Notes that an object was other before, or was not there, and what it is; null for gone. Of sites alone something comes of it.</summary>
    public void Change(LocalKey key, ObjectRecord? before, Node? after)
    {
        if (key.Kind is not KindNames.Site) return;
        var (had, has) = (before is null ? [] : SiteDomains.In(before.ReadSpec()), after is null ? [] : SiteDomains.In(after));
        var (old, now) = (had.ToHashSet(StringComparer.Ordinal), has.ToHashSet(StringComparer.Ordinal));
        // Those it had may be nobody's: of two that had a domain before claims were kept, one got it, and perhaps left it since.
        _named.UnionWith(now);
        _left.UnionWith(old.Except(now));
        for (var i = 0; i < has.Count; i++)
        {
            if (!old.Contains(has[i])) _added.Add((key, FieldPath.Item("spec.domains", i), has[i]));
        }

        Move(key, [.. old.Except(now)], [.. now.Except(old)]);
    }

    /// <summary>Queues the claims behind the sites: new ones first, in one order for everybody, so that two tenants who want the same never wait for each other in a circle.</summary>
    public void Queue()
    {
        foreach (var part in _named.Chunk(AtOnce))
        {
            session.Queue($"INSERT INTO domain_claim (domain, tenant) VALUES {string.Join(", ", part.Select((_, i) => $"(@d{i}, @tenant)"))} ON CONFLICT (domain) DO NOTHING", Values(part));
        }

        foreach (var part in _left.Chunk(AtOnce))
        {
            session.Queue(
                $"DELETE FROM domain_claim WHERE tenant = @tenant AND domain IN ({Names(part)}) AND NOT EXISTS (SELECT 1 FROM site_domain s WHERE s.tenant = @tenant AND s.domain = domain_claim.domain)",
                Values(part));
        }
    }

    /// <summary>What the tenant wanted and did not get, once all that was queued has run. Nothing is told of whose it is.</summary>
    public async Task<IReadOnlyList<(LocalKey Site, ConfigFault Fault)>> RefusedAsync(CancellationToken stop)
    {
        var got = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in _added.Select(a => a.Domain).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            // Asked for what is the tenant's, and not for what is not: who has just left it may be in neither list.
            got.UnionWith(await session.AllAsync($"SELECT domain FROM domain_claim WHERE tenant = @tenant AND domain IN ({Names(part)})", r => r.GetString(0), stop, Values(part)));
        }

        return [.. _added.Where(a => !got.Contains(a.Domain)).Select(a => (a.Site, new ConfigFault(a.Field, $"'{a.Domain}' belongs to another tenant. Take it out, or ask who administers the platform.")))];
    }

    private void Move(LocalKey site, string[] gone, string[] added)
    {
        (string, object?)[] key = [("namespace", site.Namespace), ("name", site.Name)];
        foreach (var part in gone.Chunk(AtOnce))
            session.Queue($"DELETE FROM site_domain WHERE tenant = @tenant AND namespace = @namespace AND name = @name AND domain IN ({Names(part)})", [.. key, .. Values(part)]);
        foreach (var part in added.Chunk(AtOnce))
        {
            session.Queue(
                $"INSERT INTO site_domain (tenant, namespace, name, domain, since) VALUES {string.Join(", ", part.Select((_, i) => $"(@tenant, @namespace, @name, @d{i}, @since)"))}",
                [.. key, ("since", ObjectRows.Time(at)), .. Values(part)]);
        }
    }

    private static string Names(string[] domains) => string.Join(", ", domains.Select((_, i) => $"@d{i}"));

    private static (string Name, object? Value)[] Values(string[] domains) => [.. domains.Select((d, i) => ($"d{i}", (object?)d))];
}
