using System.Buffers;
using System.Buffers.Binary;
using System.Net;

namespace Palisade.Engine.Addresses;

/// <summary>An address as a number: what it is in the family's own width, high bits first.</summary>
internal readonly record struct Address(bool IsV6, UInt128 Number);

/// <summary>Reads addresses as <c>inet_pton</c> does, and no looser form: no octal, no short form, no scope, no brackets.</summary>
internal static class AddressText
{
    /// <summary>The longest text of an IPv6 address (RFC 4291 with an IPv4 tail): 45 bytes.</summary>
    private const int MaxLength = 45;

    private static readonly SearchValues<byte> V6Text = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Reads the whole text as one address; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Address address)
    {
        address = default;
        if (text.Length is 0 or > MaxLength) return false;
        return text.Contains((byte)':') ? TryParseV6(text, out address) : TryParseV4(text, out address);
    }

    private static bool TryParseV4(ReadOnlySpan<byte> text, out Address address)
    {
        address = default;
        uint number = 0;
        var parts = 0;
        while (parts < 4)
        {
            if (parts > 0 && !Eat(ref text, (byte)'.')) return false;
            if (!TryParseOctet(ref text, out var octet)) return false;
            number = (number << 8) | octet;
            parts++;
        }

        address = new Address(IsV6: false, number);
        return text.IsEmpty;
    }

    private static bool TryParseOctet(ref ReadOnlySpan<byte> text, out uint octet)
    {
        octet = 0;
        var digits = 0;
        while (digits < 3 && digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9') octet = (octet * 10) + text[digits++] - '0';
        var padded = digits > 1 && text[0] == '0';
        text = text[digits..];
        return digits > 0 && !padded && octet <= 255;
    }

    private static bool Eat(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected) return false;
        text = text[1..];
        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<byte> text, out Address address)
    {
        address = default;

        // IPAddress also reads brackets, ports and scopes: only its plain form is let through.
        if (text.ContainsAnyExcept(V6Text) || !HasPlainTail(text)) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        Span<byte> bytes = stackalloc byte[16];
        if (!parsed.TryWriteBytes(bytes, out var written) || written != 16) return false;
        address = new Address(IsV6: true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    // An IPv4 tail must be a plain one too.
    private static bool HasPlainTail(ReadOnlySpan<byte> text) =>
        !text.Contains((byte)'.') || TryParseV4(text[(text.LastIndexOf((byte)':') + 1)..], out _);
}
