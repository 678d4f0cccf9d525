using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Palisade.Gateway.Accept.ProxyProtocol;

/// <summary>PROXY protocol version 2, binary (haproxy's proxy-protocol.txt, section 2.2).</summary>
internal static class ProxyVersion2
{
    private const int FixedLength = 16;
    private const int LocalCommand = 0x20;
    private const int ProxyCommand = 0x21;
    private const byte ChecksumType = 0x03;

    /// <summary>The bytes it begins with, chosen so that no text protocol begins so.</summary>
    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads bytes that begin with the signature or could.</summary>
    public static ProxyHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength) return ProxyHeader.Incomplete;

        var (command, family) = (bytes[12], bytes[13]);
        if (command is not (LocalCommand or ProxyCommand)) return ProxyHeader.Malformed;

        var length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (bytes.Length < length) return ProxyHeader.Incomplete;

        var header = bytes[..length];
        if (AddressLength(family) is not { } addresses || FixedLength + addresses > length) return command == LocalCommand ? new(ProxyHeaderState.Complete, length) : ProxyHeader.Malformed;
        if (!ExtensionsFit(header, FixedLength + addresses)) return ProxyHeader.Malformed;
        if (command == LocalCommand) return new(ProxyHeaderState.Complete, length);

        return (family >> 4) switch
        {
            1 => Complete(header, addressSize: 4),
            2 => Complete(header, addressSize: 16),
            // A UNIX socket or an unnamed family: nothing that could be an address of ours.
            _ => new(ProxyHeaderState.Complete, length),
        };
    }

    private static int? AddressLength(byte family) => (family >> 4, family & 0x0F) switch
    {
        (0, 0) => 0,
        (1, 1 or 2) => 12,
        (2, 1 or 2) => 36,
        (3, 1 or 2) => 216,
        _ => null,
    };

    private static ProxyHeader Complete(ReadOnlySpan<byte> header, int addressSize)
    {
        var addresses = header[FixedLength..];
        var ports = addresses[(2 * addressSize)..];
        return new(
            ProxyHeaderState.Complete,
            header.Length,
            new IPEndPoint(TrustedProxies.Plain(new IPAddress(addresses[..addressSize])), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            new IPEndPoint(TrustedProxies.Plain(new IPAddress(addresses.Slice(addressSize, addressSize))), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])));
    }

    /// <summary>Walks the type-length-value extensions; all are skipped, only the checksum is looked at.</summary>
    private static bool ExtensionsFit(ReadOnlySpan<byte> header, int at)
    {
        while (at < header.Length)
        {
            if (header.Length - at < 3) return false;

            var length = BinaryPrimitives.ReadUInt16BigEndian(header[(at + 1)..]);
            if (header.Length - at - 3 < length) return false;
            if (header[at] == ChecksumType && (length != 4 || !ChecksumHolds(header, at + 3))) return false;

            at += 3 + length;
        }

        return true;
    }

    /// <summary>CRC-32C of the whole header with the checksum's own bytes taken as zero.</summary>
    private static bool ChecksumHolds(ReadOnlySpan<byte> header, int at)
    {
        var crc = uint.MaxValue;
        for (var i = 0; i < header.Length; i++) crc = BitOperations.Crc32C(crc, i >= at && i < at + 4 ? (byte)0 : header[i]);

        return ~crc == BinaryPrimitives.ReadUInt32BigEndian(header[at..]);
    }
}
