using System.Buffers;
using System.Buffers.Text;

namespace Palisade.Gateway.Filter;

/// <summary>A host with an optional port, as <c>Host</c> holds it.</summary>
internal static class HostText
{
    // Narrower than RFC 3986 allows (no percent, no sub-delims): what the names of hosts are made of, and the underscore that some have.
    private static readonly SearchValues<byte> NameCharacters = SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> Ipv6Characters = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>Whether <paramref name="text"/> is one.</summary>
    /// <param name="portInRange">False when its port is above 65,535.</param>
    public static bool IsValid(ReadOnlySpan<byte> text, out bool portInRange)
    {
        portInRange = true;
        var host = text;
        ReadOnlySpan<byte> port = default;
        if (text.StartsWith("["u8))
        {
            var close = text.IndexOf((byte)']');
            if (close < 3 || text[1..close].ContainsAnyExcept(Ipv6Characters)) return false;

            port = text[(close + 1)..];
        }
        else
        {
            var colon = text.IndexOf((byte)':');
            host = colon < 0 ? text : text[..colon];
            port = colon < 0 ? default : text[colon..];
            if (host.IsEmpty || host.ContainsAnyExcept(NameCharacters)) return false;
        }

        return port.IsEmpty || (port[0] == ':' && IsPort(port[1..], out portInRange));
    }

    private static bool IsPort(ReadOnlySpan<byte> text, out bool inRange)
    {
        inRange = true;
        if (text.IsEmpty) return true;
        if (text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;

        inRange = text.Length <= 9 && Utf8Parser.TryParse(text, out int port, out _) && port is >= 0 and <= 65535;
        return true;
    }
}
