using System.Data.Common;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Policies;

namespace Palisade.Storage.Schema;

/// <summary>Claims the domains of the sites that were there before claims were kept, in the order in which the sites were made. Whoever comes second keeps the site as it is, without the claim.</summary>
internal static class StoredDomains
{
    /// <summary>Runs it, in the transaction of the step that makes the tables.</summary>
    public static async Task ClaimAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        foreach (var site in await SitesAsync(connection, transaction, stop))
        {
            foreach (var domain in site.Domains)
            {
                await RunAsync(connection, transaction, "INSERT INTO site_domain (tenant, namespace, name, domain, since) VALUES (@tenant, @namespace, @name, @domain, @since)", site, domain, stop);
                await RunAsync(connection, transaction, "INSERT INTO domain_claim (domain, tenant) VALUES (@domain, @tenant) ON CONFLICT (domain) DO NOTHING", site, domain, stop);
            }
        }
    }

    private static async Task<List<Site>> SitesAsync(DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction,
            $"SELECT o.tenant, o.namespace, o.name, o.created_at, c.body FROM object o JOIN content c ON c.tenant = o.tenant AND c.hash = o.spec_hash WHERE o.kind = '{KindNames.Site}' ORDER BY o.created_at, o.tenant, o.namespace, o.name");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sites = new List<Site>();
        while (await reader.ReadAsync(stop))
        {
            var spec = JsonText.Read(reader.GetFieldValue<byte[]>(4)).Root ?? throw new StoreException($"The stored spec of site {reader.GetString(1)}/{reader.GetString(2)} is not JSON.");
            sites.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), [.. SiteDomains.In(spec).Distinct(StringComparer.Ordinal)]));
        }

        return sites;
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction transaction, string sql, Site site, string domain, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        foreach (var (name, value) in new (string, object)[] { ("tenant", site.Tenant), ("namespace", site.Namespace), ("name", site.Name), ("domain", domain), ("since", site.Since) })
        {
            // A value that the statement does not ask for is an error to some drivers.
            if (!sql.Contains($"@{name}", StringComparison.Ordinal)) continue;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(stop);
    }

    private sealed record Site(string Tenant, string Namespace, string Name, long Since, IReadOnlyList<string> Domains);
}
