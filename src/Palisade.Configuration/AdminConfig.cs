using System.Net;

namespace Palisade.Configuration;

/// <summary>The administration endpoint: health, readiness and metrics. Never the port of the traffic.</summary>
public sealed record AdminConfig
{
    /// <summary>False opens no administration endpoint. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>An IPv4 or IPv6 address. Default <c>127.0.0.1</c>: what it tells is not for strangers.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>TCP port, 0 to 65535; 0 takes any free one. Default 9901.</summary>
    public int Port { get; init; } = 9901;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (!IPAddress.TryParse(Address, out _)) yield return new($"{at}.address", $"'{Address}' is not an IP address.");
        if (Port is < 0 or > 65535) yield return new($"{at}.port", $"{Port} is not in 0 to 65535.");
    }
}
