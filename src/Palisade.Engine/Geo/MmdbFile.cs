using System.Buffers.Binary;
using Palisade.Engine.Addresses;

namespace Palisade.Engine.Geo;

/// <summary>
/// A database in the MaxMind DB format, version 2 (https://maxmind.github.io/MaxMind-DB/): a binary tree over the bits of
/// an address whose leaves point to records. Read whole into memory; immutable and safe for all requests.
/// </summary>
/// <remarks>The file may be cut, damaged or hostile: every offset is checked, walks are bounded, and what cannot be read is absent.</remarks>
internal sealed class MmdbFile
{
    // Between tree and data there are 16 bytes of zero.
    private const int Gap = 16;

    // The metadata lies in the last 128 KiB.
    private const int MetadataReach = 128 * 1024;

    private static readonly byte[] Marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    private readonly byte[] _bytes;
    private readonly uint _nodes;
    private readonly int _recordBits;
    private readonly int _addressBits;
    private readonly int _dataStart;

    private MmdbFile(byte[] bytes, uint nodes, int recordBits, int addressBits, int dataStart) =>
        (_bytes, _nodes, _recordBits, _addressBits, _dataStart) = (bytes, nodes, recordBits, addressBits, dataStart);

    /// <summary>Takes the content of a file; null and the reason when it is not such a database.</summary>
    public static MmdbFile? Open(byte[] bytes, out string fault)
    {
        fault = "it is not a MaxMind DB file";
        var tail = Math.Max(0, bytes.Length - MetadataReach);
        var marker = bytes.AsSpan(tail).LastIndexOf(Marker);
        if (marker < 0) return null;
        var metadata = new MmdbRecord(bytes.AsMemory(tail + marker + Marker.Length), 0);
        var nodes = metadata.Number("node_count");
        var recordBits = metadata.Number("record_size");
        var version = metadata.Number("ip_version");
        if (recordBits is not (24 or 28 or 32) || version is not (4 or 6) || nodes is null or 0 or > uint.MaxValue)
        {
            fault = "its metadata is damaged or of an unknown kind";
            return null;
        }

        var dataStart = ((long)nodes * (long)recordBits / 4) + Gap;
        fault = "it is cut short";
        if (dataStart > bytes.Length) return null;
        return new MmdbFile(bytes, (uint)nodes, (int)recordBits, version == 6 ? 128 : 32, (int)dataStart);
    }

    /// <summary>The record of an address; null when there is none.</summary>
    public MmdbRecord? Find(Address address)
    {
        if (address.IsV6 && _addressBits == 32) return null;

        // An IPv4 address lies below 96 zero bits in a tree of IPv6 addresses.
        var bits = address.IsV6 ? 128 : 32;
        uint node = 0;
        for (var zero = bits; zero < _addressBits && node < _nodes; zero++) node = Child(node, right: false);
        for (var bit = bits - 1; bit >= 0 && node < _nodes; bit--) node = Child(node, ((address.Number >> bit) & 1) != 0);
        return node <= _nodes ? null : RecordAt((long)node - _nodes - Gap);
    }

    private MmdbRecord? RecordAt(long offset)
    {
        var data = _bytes.AsMemory(_dataStart);
        return offset >= 0 && offset < data.Length ? new MmdbRecord(data, (int)offset) : null;
    }

    // The tree was checked to lie inside the file, and the node is below the number of nodes.
    private uint Child(uint node, bool right)
    {
        var at = _bytes.AsSpan((int)((long)node * _recordBits / 4), _recordBits / 4);
        return _recordBits switch
        {
            24 => ReadThree(right ? at[3..] : at),
            28 => ReadThree(right ? at[4..] : at) | (uint)(right ? at[3] & 0x0F : at[3] >> 4) << 24,
            _ => BinaryPrimitives.ReadUInt32BigEndian(right ? at[4..] : at),
        };
    }

    private static uint ReadThree(ReadOnlySpan<byte> bytes) => (uint)((bytes[0] << 16) | (bytes[1] << 8) | bytes[2]);
}
