using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Palisade.Gateway.Accept;

/// <summary>One element of <c>Forwarded</c> (RFC 7239, section 4) and the node names both headers use.</summary>
internal static class ForwardedElement
{
    private static readonly SearchValues<char> DottedQuad = SearchValues.Create("0123456789.");

    /// <summary>The value of <c>for=</c> without its quotes; empty when there is none.</summary>
    public static ReadOnlySpan<char> For(ReadOnlySpan<char> element)
    {
        while (!element.IsEmpty)
        {
            var end = EndOfPair(element);
            var pair = element[..end].Trim();
            element = end < element.Length ? element[(end + 1)..] : default;
            if (!pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase)) continue;

            var value = pair[4..];
            return value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
        }

        return default;
    }

    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:80</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:80</c>.</summary>
    /// <returns>False for anything else, <c>unknown</c> and obfuscated names included.</returns>
    public static bool TryNode(ReadOnlySpan<char> text, out IPEndPoint node)
    {
        node = default!;
        var address = text;
        ReadOnlySpan<char> port = default;
        if (text.StartsWith("["))
        {
            var close = text.IndexOf(']');
            if (close < 0) return false;

            address = text[1..close];
            port = text[(close + 1)..];
            if (!port.IsEmpty && port[0] != ':') return false;
        }
        else if (text.Count(':') == 1)
        {
            address = text[..text.IndexOf(':')];
            port = text[address.Length..];
        }

        // IPAddress.TryParse also takes "1" and "0x7f.1", which no proxy writes and which would name another host than it reads like.
        if (!IPAddress.TryParse(address, out var parsed)) return false;
        if (parsed.AddressFamily == AddressFamily.InterNetwork && (address.Count('.') != 3 || address.ContainsAnyExcept(DottedQuad))) return false;

        node = new IPEndPoint(TrustedProxies.Plain(parsed), PortOf(port));
        return true;
    }

    private static int PortOf(ReadOnlySpan<char> text) => text.Length > 1 && ushort.TryParse(text[1..], out var port) ? port : 0;

    private static int EndOfPair(ReadOnlySpan<char> element)
    {
        var quoted = false;
        for (var i = 0; i < element.Length; i++)
        {
            if (element[i] == '"') quoted = !quoted;
            else if (element[i] == ';' && !quoted) return i;
        }

        return element.Length;
    }
}
