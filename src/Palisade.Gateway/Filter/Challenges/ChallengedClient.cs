using System.Net;
using System.Net.Sockets;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>Who a puzzle or pass is for: the beginning of an address, and a User-Agent.</summary>
/// <param name="ipv4Bits">How much of an IPv4 address counts.</param>
/// <param name="ipv6Bits">How much of an IPv6 address counts.</param>
internal readonly ref struct ChallengedClient(IPAddress address, int ipv4Bits, int ipv6Bits, ReadOnlySpan<byte> userAgent)
{
    /// <summary>Most bytes that <see cref="Write"/> writes.</summary>
    public const int MostBytes = 17 + MostAgentBytes;

    private const int MostAgentBytes = 512;

    private readonly ReadOnlySpan<byte> _userAgent = userAgent;

    /// <summary>The client of an exchange.</summary>
    public static ChallengedClient Of(Exchange exchange, int ipv4Bits, int ipv6Bits) =>
        new(exchange.Client.Address, ipv4Bits, ipv6Bits, HeadValues.Bytes(exchange.Head.Headers, "User-Agent"));

    /// <summary>Writes what a signature covers; the same bytes for the same client.</summary>
    public int Write(Span<byte> to)
    {
        address.TryWriteBytes(to[1..], out var length);
        to[0] = (byte)length;
        Mask(to.Slice(1, length), address.AddressFamily is AddressFamily.InterNetwork ? ipv4Bits : ipv6Bits);
        // Of a longer one the beginning: nobody has two that differ only behind it.
        var agent = _userAgent[..Math.Min(_userAgent.Length, MostAgentBytes)];
        agent.CopyTo(to[(1 + length)..]);
        return 1 + length + agent.Length;
    }

    private static void Mask(Span<byte> bytes, int bits)
    {
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(bits - (i * 8), 0, 8));
    }
}
