using System.Globalization;
using System.Net;

namespace Palisade.Cli.Terminal;

/// <summary><c>HOST:PORT</c> as people write it.</summary>
internal static class EndpointText
{
    /// <summary>Reads <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c>, <c>*:8080</c>, <c>:8080</c> (all addresses) or a port alone (loopback).</summary>
    /// <returns>The address as an IP address and the port, or what is wrong.</returns>
    public static (string Address, int Port, string? Fault) Read(string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("localhost", text) : (text[..colon], text[(colon + 1)..]);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue)
        {
            return ("", 0, $"'{text}' is not HOST:PORT, such as 127.0.0.1:8080 (port 0 to 65535)");
        }

        return Address(host) is { } address
            ? (address, number, null)
            : ("", 0, $"'{host}' is not an address to listen on; give an IP address, localhost, or * for all (an IPv6 address in [ ])");
    }

    private static string? Address(string host) => host switch
    {
        "localhost" => IPAddress.Loopback.ToString(),
        "*" or "" => IPAddress.Any.ToString(),
        _ when host.StartsWith('[') && host.EndsWith(']') => Parse(host[1..^1]),
        _ when host.Contains(':') => null,
        _ => Parse(host),
    };

    // Not "1" or "127.1", which the parser takes as short forms of addresses.
    private static string? Parse(string host) =>
        IPAddress.TryParse(host, out var address) && (host.Contains(':') || host.Count(c => c is '.') is 3) ? address.ToString() : null;
}
