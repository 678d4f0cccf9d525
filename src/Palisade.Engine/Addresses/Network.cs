namespace Palisade.Engine.Addresses;

/// <summary>A run of neighbouring addresses of one family, both ends included.</summary>
internal readonly record struct Network(bool IsV6, UInt128 First, UInt128 Last)
{
    /// <summary>Reads <c>10.0.0.0/8</c>, <c>192.0.2.1</c>, <c>2001:db8::/32</c>; host bits below the mask are dropped. False when it is none of these.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Network network)
    {
        network = default;
        var slash = text.IndexOf((byte)'/');
        var host = slash < 0 ? text : text[..slash];
        if (!AddressText.TryParse(host, out var address)) return false;
        var width = address.IsV6 ? 128 : 32;
        var bits = width;
        if (slash >= 0 && !TryParseBits(text[(slash + 1)..], width, out bits)) return false;
        network = Of(address, width, bits);
        return true;
    }

    private static Network Of(Address address, int width, int bits)
    {
        // A shift by the full width of the type would be a shift by none.
        var hosts = bits == width ? UInt128.Zero : UInt128.MaxValue >> (128 - width + bits);
        return new Network(address.IsV6, address.Number & ~hosts, address.Number | hosts);
    }

    private static bool TryParseBits(ReadOnlySpan<byte> text, int width, out int bits)
    {
        bits = 0;
        if (text.Length is 0 or > 3 || text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;
        foreach (var digit in text) bits = (bits * 10) + digit - '0';
        return bits <= width;
    }
}
