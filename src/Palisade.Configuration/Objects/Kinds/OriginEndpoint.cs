using System.Net;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>A server of a pool, by address or by name.</summary>
/// <param name="Address">An IPv4 or IPv6 address; null where a name is given.</param>
/// <param name="Name">A host name, resolved again and again; null where an address is given.</param>
/// <param name="Weight">Its share of requests: 0 to 1,000; 0 for none.</param>
/// <param name="Backup">Whether it gets requests only when no other is well.</param>
public sealed record OriginEndpoint(string? Address, string? Name, int Port, int Weight, bool Backup)
{
    /// <summary>The address or the name.</summary>
    public string Host => Address ?? Name ?? "";

    internal static OriginEndpoint Read(Fields fields)
    {
        fields.OneOf(needed: true, "address", "name");
        var (address, name) = (fields.OptionalText("address"), fields.OptionalText("name"));
        if (address is not null && !IPAddress.TryParse(address, out _)) fields.Fault("address", $"'{address}' is not an IP address.");
        if (name is not null && !HostName.IsHost(name)) fields.Fault("name", $"'{name}' is not a host name.");
        if (!fields.Has("port")) fields.Fault("port", "It is missing.");
        return new(address, name, fields.Number("port", 0, 1, 65_535), fields.Number("weight", 1, 0, 1000), fields.Flag("backup"));
    }
}

/// <summary>TLS to an origin. It is verified unless that is switched off.</summary>
public sealed record OriginTls
{
    /// <summary>Whether the certificate must be valid, and for the name. Default true.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The name that is asked for and that the certificate must have; null (the default) for that of the endpoint, or of the request where that is an address.</summary>
    public string? ServerName { get; init; }

    /// <summary>Certificates in PEM of who may have signed it; null (the default) for those that the machine trusts.</summary>
    public string? TrustedCa { get; init; }

    /// <summary>The <c>certificate</c> that we show; null (the default) for none.</summary>
    public NamedObject? ClientCertificate { get; init; }

    /// <summary>The oldest version: <c>1.2</c> (the default) or <c>1.3</c>.</summary>
    public string MinimumVersion { get; init; } = "1.2";

    internal static OriginTls Read(Fields fields)
    {
        var tls = new OriginTls
        {
            Verify = fields.Flag("verify", usual: true),
            ServerName = fields.OptionalText("server_name"),
            TrustedCa = fields.OptionalText("trusted_ca"),
            ClientCertificate = NamedObject.In(fields, "client_certificate"),
            MinimumVersion = fields.OptionalText("minimum_version") ?? "1.2",
        };
        if (tls.ServerName is { } name && !HostName.IsHost(name)) fields.Fault("server_name", $"'{name}' is not a host name.");
        if (tls.TrustedCa is { } ca && PemText.Refuses(ca) is { } why) fields.Fault("trusted_ca", why);
        if (tls.MinimumVersion is not ("1.2" or "1.3")) fields.Fault("minimum_version", $"'{tls.MinimumVersion}' is not 1.2 or 1.3.");
        if (tls is { Verify: false, TrustedCa: not null }) fields.Fault("trusted_ca", "Without verification it would not be looked at.");
        return tls;
    }
}
