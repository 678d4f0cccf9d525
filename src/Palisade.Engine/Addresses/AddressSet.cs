namespace Palisade.Engine.Addresses;

/// <summary>Addresses and networks of both families, looked up in logarithmic time. Immutable.</summary>
internal sealed class AddressSet
{
    // ::ffff:0:0/96: an IPv4 address that arrived over an IPv6 socket.
    private const ulong MappedPrefix = 0xFFFF;

    private readonly RangeList _v4;
    private readonly RangeList _v6;

    /// <summary>Makes a set of networks, in any order, overlapping or not.</summary>
    public AddressSet(IReadOnlyCollection<Network> networks)
    {
        _v4 = new RangeList(networks.Where(n => !n.IsV6));
        _v6 = new RangeList(networks.Where(n => n.IsV6));
    }

    /// <summary>Whether one of the networks holds the address. An IPv4-mapped IPv6 address is also looked for as the IPv4 address it is.</summary>
    public bool Contains(Address address)
    {
        if (!address.IsV6) return _v4.Contains(address.Number);
        if (_v6.Contains(address.Number)) return true;
        return address.Number >> 32 == MappedPrefix && _v4.Contains(address.Number & uint.MaxValue);
    }
}
