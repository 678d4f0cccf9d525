using System.Net;
using Palisade.Configuration;

namespace Palisade.Gateway.Accept;

/// <summary>The addresses whose word about the client is believed.</summary>
internal sealed class TrustedProxies
{
    private readonly IPNetwork[] _ranges;

    /// <summary>From checked configuration.</summary>
    public TrustedProxies(IReadOnlyList<string> ranges) =>
        _ranges = [.. ranges.Select(text => AddressRange.Parse(text) ?? throw new ArgumentException($"'{text}' is not an address range.", nameof(ranges)))];

    /// <summary>Whether <paramref name="address"/> is one of them. IPv4 in IPv6 clothes counts as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        if (_ranges.Length == 0) return false;

        var plain = Plain(address);
        foreach (var range in _ranges)
        {
            if (range.Contains(plain)) return true;
        }

        return false;
    }

    /// <summary>An IPv4 address where one is mapped into IPv6, so that a dual-stack listener changes nothing.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
