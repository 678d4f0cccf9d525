using System.Buffers.Binary;
using System.Text;

namespace Palisade.Engine.Tests.Geo;

/// <summary>Writes small databases in the MaxMind DB format, so that the reader is tested against something it did not write.</summary>
internal sealed class MmdbBuilder(int recordBits = 24, int version = 6)
{
    private readonly List<uint[]> _nodes = [[Empty, Empty]];
    private readonly List<byte> _data = [];

    private const uint Empty = uint.MaxValue;
    private const uint Leaf = 0x80000000;

    /// <summary>Maps, arrays, texts, doubles and numbers, as C# has them.</summary>
    public int AddData(object value)
    {
        var at = _data.Count;
        Write(value, _data);
        return at;
    }

    /// <summary>Makes the network's leaf point to data.</summary>
    public void Add(byte[] address, int bits, int data)
    {
        byte[] path = version == 6 && address.Length == 4 ? [.. new byte[12], .. address] : address;
        if (path.Length > address.Length) bits += 96;
        uint node = 0;
        for (var bit = 0; bit < bits; bit++)
        {
            var side = (path[bit / 8] >> (7 - (bit % 8))) & 1;
            if (bit == bits - 1)
            {
                _nodes[(int)node][side] = Leaf | (uint)data;
                break;
            }

            if (_nodes[(int)node][side] == Empty)
            {
                _nodes.Add([Empty, Empty]);
                _nodes[(int)node][side] = (uint)_nodes.Count - 1;
            }

            node = _nodes[(int)node][side];
        }
    }

    public byte[] Build()
    {
        List<byte> file = [];
        foreach (var node in _nodes) WriteNode(Resolve(node[0]), Resolve(node[1]), file);
        file.AddRange(new byte[16]);
        file.AddRange(_data);
        file.AddRange([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Write(new Dictionary<string, object> { ["node_count"] = (uint)_nodes.Count, ["record_size"] = (ushort)recordBits, ["ip_version"] = (ushort)version, ["database_type"] = "Test" }, file);
        return [.. file];
    }

    private uint Resolve(uint record) =>
        record == Empty ? (uint)_nodes.Count : (record & Leaf) != 0 ? (record & ~Leaf) + (uint)_nodes.Count + 16 : record;

    private void WriteNode(uint left, uint right, List<byte> file)
    {
        switch (recordBits)
        {
            case 24:
                file.AddRange(Big(left)[1..]);
                file.AddRange(Big(right)[1..]);
                break;
            case 28:
                file.AddRange(Big(left)[1..]);
                file.Add((byte)((left >> 24 << 4) | (right >> 24)));
                file.AddRange(Big(right)[1..]);
                break;
            default:
                file.AddRange(Big(left));
                file.AddRange(Big(right));
                break;
        }
    }

    private static void Write(object value, List<byte> to)
    {
        switch (value)
        {
            case Dictionary<string, object> map:
                Head(7, map.Count, to);
                foreach (var (key, member) in map)
                {
                    Write(key, to);
                    Write(member, to);
                }

                break;
            case object[] array:
                Head(11, array.Length, to);
                foreach (var item in array) Write(item, to);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Head(2, bytes.Length, to);
                to.AddRange(bytes);
                break;
            case double number:
                Head(3, 8, to);
                var eight = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(eight, number);
                to.AddRange(eight);
                break;
            case bool flag:
                Head(14, flag ? 1 : 0, to);
                break;
            case ushort small:
                Head(5, 2, to);
                to.AddRange(Big(small)[2..]);
                break;
            case uint number:
                Head(6, 4, to);
                to.AddRange(Big(number));
                break;
            case Pointer pointer:
                to.Add((byte)(0x20 | (pointer.To >> 8)));
                to.Add((byte)pointer.To);
                break;
            default: throw new NotSupportedException(value.ToString());
        }
    }

    private static void Head(int type, int size, List<byte> to)
    {
        var more = size switch { < 29 => 0, < 285 => 1, < 65821 => 2, _ => 3 };
        var low = more == 0 ? size : 28 + more;
        to.Add((byte)(((type > 7 ? 0 : type) << 5) | low));
        if (type > 7) to.Add((byte)(type - 7));
        if (more > 0) to.AddRange(Big((uint)(size - more switch { 1 => 29, 2 => 285, _ => 65821 }))[(4 - more)..]);
    }

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>A short pointer, to offsets below 2048.</summary>
    internal sealed record Pointer(int To);
}
