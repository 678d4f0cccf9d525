using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Palisade.Gateway.Accept.ProxyProtocol;

/// <summary>PROXY protocol version 1, one line of text (haproxy's proxy-protocol.txt, section 2.1).</summary>
internal static class ProxyVersion1
{
    // The longest line there can be, with its end and the terminating zero the specification counts.
    private const int Longest = 107;

    /// <summary>Reads bytes that begin with <c>PROXY </c> or could.</summary>
    public static ProxyHeader Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes[..Math.Min(bytes.Length, Longest)].IndexOf("\r\n"u8);
        if (end < 0) return bytes.Length < Longest ? ProxyHeader.Incomplete : ProxyHeader.Malformed;

        Span<Range> words = stackalloc Range[7];
        var line = bytes[..end];
        var count = Split(line, words);
        if (count >= 2 && line[words[1]].SequenceEqual("UNKNOWN"u8)) return new(ProxyHeaderState.Complete, end + 2);
        if (count != 6) return ProxyHeader.Malformed;

        var family = Family(line[words[1]]);
        var source = EndPoint(line[words[2]], line[words[4]], family);
        var destination = EndPoint(line[words[3]], line[words[5]], family);
        return source is null || destination is null ? ProxyHeader.Malformed : new(ProxyHeaderState.Complete, end + 2, source, destination);
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> words)
    {
        var count = 0;
        foreach (var word in line.Split((byte)' '))
        {
            if (count == words.Length) return count;

            words[count++] = word;
        }

        return count;
    }

    private static AddressFamily Family(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("TCP4"u8)) return AddressFamily.InterNetwork;
        return word.SequenceEqual("TCP6"u8) ? AddressFamily.InterNetworkV6 : AddressFamily.Unspecified;
    }

    private static IPEndPoint? EndPoint(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port, AddressFamily family)
    {
        var text = Encoding.Latin1.GetString(address);
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != family) return null;
        // Four plain decimal numbers, as inet_ntop writes them: other notations are not in the protocol.
        if (family is AddressFamily.InterNetwork && !parsed.ToString().Equals(text, StringComparison.Ordinal)) return null;
        if (text.Contains('%', StringComparison.Ordinal)) return null;

        return Port(port) is { } number ? new IPEndPoint(TrustedProxies.Plain(parsed), number) : null;
    }

    private static int? Port(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 5 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (text[0] == '0' && text.Length > 1)) return null;

        return Utf8Parser.TryParse(text, out int port, out _) && port <= 65535 ? port : null;
    }
}
