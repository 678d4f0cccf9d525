using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Palisade.Gateway.Filter.Bots.Dns;

/// <summary>A question on the wire (RFC 1035, section 4.1).</summary>
internal static class DnsQuery
{
    /// <summary>Bytes before the question.</summary>
    public const int HeaderBytes = 12;

    private const int MostNameBytes = 255;
    private const int MostLabelBytes = 63;

    /// <summary>One question, recursion wanted; null when <paramref name="name"/> cannot be asked for.</summary>
    public static byte[]? Write(ushort id, string name, DnsType type)
    {
        var message = new byte[HeaderBytes + MostNameBytes + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        message[2] = 1; // recursion desired
        message[5] = 1; // one question
        var at = HeaderBytes;
        foreach (var label in name.Split('.'))
        {
            if (label.Length is 0 or > MostLabelBytes || at + label.Length + 2 > HeaderBytes + MostNameBytes || !Ascii.IsValid(label)) return null;
            message[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, message.AsSpan(at));
        }

        at++; // the root
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 2), 1); // the internet
        return message[..(at + 4)];
    }

    /// <summary>The name under which an address has its PTR (RFC 1035, section 3.5; RFC 3596, section 2.5).</summary>
    public static string ReverseName(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var name = new StringBuilder();
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            if (bytes.Length == 4) name.Append(CultureInfo.InvariantCulture, $"{bytes[i]}.");
            else name.Append(CultureInfo.InvariantCulture, $"{bytes[i] & 15:x}.{bytes[i] >> 4:x}.");
        }

        return name.Append(bytes.Length == 4 ? "in-addr.arpa" : "ip6.arpa").ToString();
    }
}
