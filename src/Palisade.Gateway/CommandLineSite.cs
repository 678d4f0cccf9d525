using System.Net;
using Palisade.Configuration;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway;

/// <summary>The site of the command line: a site like any other, which has every host that no other has.</summary>
public static class CommandLineSite
{
    /// <summary>What is put in the place of its tenant's name.</summary>
    public const string Tenant = "";

    /// <summary>Makes it of a checked configuration.</summary>
    /// <param name="protection">May be published to while it serves.</param>
    /// <exception cref="ArgumentException">The origin has a fault.</exception>
    public static ReadySite Of(GatewayConfig config, LiveProtection protection)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Origin.Check("origin").ToArray() is [var fault, ..]) throw new ArgumentException(fault.ToString(), nameof(config));
        return new()
        {
            Key = KeyOf(KindNames.Site, config.Site),
            Delivery = new() { Domains = ["*"] },
            Mode = config.Mode,
            Protection = protection,
            Pool = new(KeyOf(ObjectKinds.OriginPool, config.Site), PoolOf(config.Origin, config.Timeouts)),
        };
    }

    /// <summary>A table with it and nothing else.</summary>
    public static LiveSites Alone(GatewayConfig config, LiveProtection protection)
    {
        var sites = new LiveSites();
        sites.Publish(new(Tenant, 0, [Of(config, protection)], []));
        return sites;
    }

    private static ObjectKey KeyOf(string kind, string name) => new(Tenant, new(kind, "default", name));

    private static OriginPoolSpec PoolOf(OriginConfig origin, TimeoutsConfig timeouts)
    {
        var url = new Uri(origin.Url);
        var host = url.IdnHost;
        var isAddress = IPAddress.TryParse(host, out _);
        return new()
        {
            Endpoints = [new(isAddress ? host : null, isAddress ? null : host, url.Port < 0 ? 80 : url.Port, Weight: 1, Backup: false)],
            Protocol = url.Scheme == "h2c" ? OriginProtocol.Http2 : OriginProtocol.Auto,
            Tls = url.Scheme == "https" ? new() { Verify = origin.VerifyCertificate } : null,
            ConnectTimeoutMs = (int)timeouts.OriginConnect.TotalMilliseconds,
            // Whole seconds: rounded up, so that nobody is given less than was written.
            IdleTimeoutSeconds = (int)Math.Ceiling(timeouts.OriginIdle.TotalSeconds),
        };
    }
}
