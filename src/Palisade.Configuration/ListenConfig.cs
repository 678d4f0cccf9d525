using System.Net;

namespace Palisade.Configuration;

/// <summary>An address and port that clients connect to.</summary>
public sealed record ListenConfig
{
    /// <summary>An IPv4 or IPv6 address. Default <c>127.0.0.1</c>; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>TCP port, 0 to 65535; 0 takes any free one. Default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Whether TLS is spoken. Default false; a <see cref="Certificate"/> makes it true. The certificate shown is that of the site whose name is asked for.</summary>
    public bool Tls { get; init; }

    /// <summary>The certificate that is shown for names that no site has one for; null (the default) for none: then such a handshake is refused.</summary>
    public CertificateConfig? Certificate { get; init; }

    /// <summary>
    /// Whether trusted peers begin each connection with a PROXY protocol header, version 1 or 2. Default false.
    /// </summary>
    /// <remarks>When true, a trusted peer must send one (the protocol forbids guessing), and other peers must not.</remarks>
    public bool ProxyProtocol { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (!IPAddress.TryParse(Address, out _)) yield return new($"{at}.address", $"'{Address}' is not an IP address.");
        if (Port is < 0 or > 65535) yield return new($"{at}.port", $"{Port} is not in 0 to 65535.");
        foreach (var fault in Certificate?.Check($"{at}.certificate") ?? []) yield return fault;
    }
}
