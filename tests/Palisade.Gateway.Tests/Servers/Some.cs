using System.Text;
using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>Sites and pools as a manager would hand them to a gateway, of the texts that operators write.</summary>
internal static class Some
{
    /// <summary>A site, of its <c>spec</c> in YAML.</summary>
    public static ReadySite Site(string tenant, string name, string spec, ReadyPool? pool = null, IReadOnlyList<ReadyPool?>? routes = null, IReadOnlyList<ReadyCertificate>? certificates = null, string rules = "")
    {
        var node = Read(spec);
        var delivery = Checked(node, SiteDelivery.Read);
        var policy = $$"""{"kind":"site","metadata":{"name":"{{name}}"},"spec":{{CanonicalJson.WriteText(SiteDelivery.Protection(node))}}}""";
        return new()
        {
            Key = new(tenant, new("site", "default", name)),
            Delivery = delivery,
            Mode = delivery.OperationMode ?? OperationMode.Active,
            Protection = new LiveProtection(TestGateway.Compile(rules), TestGateway.Policy(policy)),
            Pool = pool,
            RoutePools = routes ?? [],
            Certificates = certificates ?? [],
            Revision = 1,
        };
    }

    /// <summary>A pool, of its <c>spec</c> in YAML.</summary>
    public static ReadyPool Pool(string spec, ReadyCertificate? client = null, string tenant = "acme") => new(new(tenant, new("origin_pool", "default", "app")), Checked(Read(spec), OriginPoolSpec.Read), client);

    /// <summary>A pool of one server.</summary>
    public static ReadyPool Pool(int port, string more = "") => Pool($"endpoints: [{{address: 127.0.0.1, port: {port}}}]\n{more}");

    /// <summary>A pool of several servers on this machine.</summary>
    public static ReadyPool Pool(IEnumerable<int> ports, string more = "") => Pool($"endpoints: [{string.Join(", ", ports.Select(port => $"{{address: 127.0.0.1, port: {port}}}"))}]\n{more}");

    public static ReadyTenant Tenant(string name, params ReadySite[] sites) => new(name, 1, sites, []);

    public static LiveSites Sites(params ReadySite[] all)
    {
        var sites = new LiveSites();
        foreach (var tenant in all.GroupBy(site => site.Key.Tenant)) Assert.Empty(sites.Publish(Tenant(tenant.Key, [.. tenant])));
        return sites;
    }

    private static Node Read(string yaml)
    {
        var (documents, fault) = YamlText.Read(Encoding.UTF8.GetBytes(yaml));
        Assert.Null(fault);
        return documents[0];
    }

    private static T Checked<T>(Node node, Func<Fields, T> read)
    {
        var faults = new List<ConfigFault>();
        var result = Fields.Read(node, "spec", faults, read);
        Assert.Empty(faults);
        return result;
    }
}
