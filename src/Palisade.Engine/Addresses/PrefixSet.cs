using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Palisade.Engine.Addresses;

/// <summary>
/// Many address prefixes, made for sets of millions: neighbouring ranges are merged and sorted, and the first bits of an address say
/// between which of them it can be (<see cref="RangeIndex"/>). Immutable; a look-up allocates nothing.
/// </summary>
public sealed class PrefixSet
{
    private readonly V4Ranges _v4;
    private readonly V6Ranges _v6;

    private PrefixSet(V4Ranges v4, V6Ranges v6) => (_v4, _v6) = (v4, v6);

    /// <summary>The set of no prefixes.</summary>
    public static PrefixSet Empty { get; } = new Builder().Build();

    /// <summary>How many ranges are left after merging.</summary>
    public int Count => _v4.Count + _v6.Count;

    /// <summary>Whether one of the prefixes holds the address. An IPv4 address mapped into IPv6 counts as the IPv4 address it is.</summary>
    public bool Contains(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out _)) return false;
        if (address.AddressFamily is AddressFamily.InterNetwork) return _v4.Contains(BinaryPrimitives.ReadUInt32BigEndian(bytes));

        var (high, low) = (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return high == 0 && low >> 32 == 0xFFFF ? _v4.Contains((uint)low) : _v6.Contains(high, low);
    }

    /// <summary>Takes prefixes one by one, in any order, overlapping or not.</summary>
    public sealed class Builder
    {
        // First and last address, in one number, so that sorting is sorting numbers.
        private readonly List<ulong> _v4 = [];
        private readonly List<V6Range> _v6 = [];

        /// <summary>How many were added.</summary>
        public int Count => _v4.Count + _v6.Count;

        /// <summary>Adds <c>10.0.0.0/8</c>, <c>192.0.2.1</c> or <c>2001:db8::/32</c>; bits behind the prefix are dropped.</summary>
        /// <returns>False when the text is none of these.</returns>
        public bool TryAdd(ReadOnlySpan<byte> text)
        {
            if (!Network.TryParse(text, out var network)) return false;
            // Looked for as the IPv4 address it is, so kept as one.
            if (network.IsV6 && network.First >> 32 == 0xFFFF && network.Last >> 32 == 0xFFFF) network = new(IsV6: false, (uint)network.First, (uint)network.Last);
            if (network.IsV6) _v6.Add(new(network.First, network.Last));
            else _v4.Add(((ulong)network.First << 32) | (uint)network.Last);
            return true;
        }

        /// <summary>The set of all that were added.</summary>
        public PrefixSet Build() => new(V4Ranges.Of(_v4), V6Ranges.Of(_v6));
    }
}
