using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Palisade.Manager.Http;

/// <summary>Where a request comes from, as it is counted: an address, or of IPv6 the network of 64 bits, which is one customer's.</summary>
internal static class Source
{
    /// <summary>The text that limits count by.</summary>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
