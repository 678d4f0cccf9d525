using System.Net;
using System.Text;
using Palisade.Detection.Decoding;
using Palisade.Detection.Reading;

namespace Palisade.Detection.Targets;

/// <summary>An IP address of a URL in any spelling that resolvers take: decimal, octal, hexadecimal, with parts left out, or IPv6 with an IPv4 in it.</summary>
/// <param name="Reach">Whom it reaches.</param>
/// <param name="IsDisguised">True when it is not written as four decimal parts or plain IPv6.</param>
internal readonly record struct NetworkAddress(NetworkReach Reach, bool IsDisguised)
{
    private const int LongestV6 = 45;

    /// <summary>Reads a host; false when it is a name.</summary>
    public static bool TryRead(ReadOnlySpan<byte> host, out NetworkAddress address)
    {
        address = default;
        if (host[0] == '[') return TryReadV6(host, out address);
        if (!Words.IsDigit(host[0])) return false;
        return TryReadV4(host, out address);
    }

    // WHATWG URL, 3.5: up to four parts; the last fills what is left.
    private static bool TryReadV4(ReadOnlySpan<byte> host, out NetworkAddress address)
    {
        address = default;
        var value = 0L;
        var parts = 0;
        var isPlain = true;
        while (true)
        {
            var dot = host.IndexOf((byte)'.');
            var part = dot < 0 ? host : host[..dot];
            var number = Number(part, out var isDecimal);
            if (number < 0 || ++parts > 4) return false;
            isPlain &= isDecimal && number < 256;
            if (dot < 0)
            {
                var shift = 8 * (5 - parts);
                if (number >= 1L << Math.Min(shift, 40)) number &= (1L << shift) - 1;
                value = (value << shift) | number;
                break;
            }

            // Parts above 255 wrap in careless resolvers.
            value = (value << 8) | (number & 0xFF);
            host = host[(dot + 1)..];
        }

        address = new(ReachV4((uint)value), !isPlain || parts != 4);
        return true;
    }

    private static long Number(ReadOnlySpan<byte> part, out bool isDecimal)
    {
        isDecimal = true;
        if (part.Length is 0 or > 16) return -1;
        var radix = 10;
        if (part.Length > 2 && part[0] == '0' && (part[1] | 0x20) == 'x')
        {
            radix = 16;
            part = part[2..];
        }
        else if (part.Length > 1 && part[0] == '0')
        {
            radix = 8;
        }

        isDecimal = radix == 10;
        var number = 0L;
        foreach (var b in part)
        {
            var digit = HexDigits.Value(b);
            if (digit < 0 || digit >= radix) return -1;
            number = (number * radix) + digit;
        }

        return number;
    }

    private static NetworkReach ReachV4(uint address)
    {
        if (address is 0xA9FEA9FE or 0xA9FEAA02 or 0x646464C8 or 0xC00000C0) return NetworkReach.Metadata;
        return (address >> 24, address >> 16) switch
        {
            (127 or 0, _) => NetworkReach.Loopback,
            (10, _) => NetworkReach.Private,
            (_, 0xC0A8 or 0xA9FE) => NetworkReach.Private,
            (172, var second) when (second & 0xF0) == 16 => NetworkReach.Private,
            (100, var second) when (second & 0xC0) == 64 => NetworkReach.Private,
            _ => NetworkReach.Public,
        };
    }

    private static bool TryReadV6(ReadOnlySpan<byte> host, out NetworkAddress address)
    {
        address = default;
        if (host.Length is < 4 or > LongestV6 + 2) return false;
        Span<char> text = stackalloc char[LongestV6];
        var inner = host[1..^1];
        if (inner.IndexOf((byte)'%') is var zone and > 0) inner = inner[..zone];
        Encoding.Latin1.GetChars(inner, text);
        if (!IPAddress.TryParse(text[..inner.Length], out var ip)) return false;
        Span<byte> bytes = stackalloc byte[16];
        if (!ip.TryWriteBytes(bytes, out var written) || written != 16) return false;
        address = ReachV6(bytes);
        return true;
    }

    private static NetworkAddress ReachV6(ReadOnlySpan<byte> bytes)
    {
        var last = (uint)((bytes[12] << 24) | (bytes[13] << 16) | (bytes[14] << 8) | bytes[15]);
        var isEmbedded = bytes[..10].IndexOfAnyExcept((byte)0) < 0 && (bytes[10], bytes[11]) is (0, 0) or (0xFF, 0xFF);
        var isTranslated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B;
        if (isEmbedded && last <= 1) return new(NetworkReach.Loopback, false);
        if (isEmbedded || isTranslated) return new(ReachV4(last), true);
        if (bytes[0] == 0xFD && bytes[1] == 0 && bytes[2] == 0x0E && bytes[3] == 0xC2) return new(NetworkReach.Metadata, false);
        return new((bytes[0] & 0xFE) == 0xFC || (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) ? NetworkReach.Private : NetworkReach.Public, false);
    }
}
