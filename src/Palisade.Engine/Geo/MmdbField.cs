using System.Buffers.Binary;
using System.Text;

namespace Palisade.Engine.Geo;

/// <summary>The head of one value.</summary>
/// <param name="Size">Bytes of a plain value, pairs of a map, values of an array; of a pointer, where it points.</param>
/// <param name="Start">Where the content begins.</param>
internal readonly record struct MmdbField(MmdbType Type, uint Size, int Start)
{
    /// <summary>The bytes of a plain value; empty when they lie outside the section.</summary>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> data) => Size <= data.Length - Start ? data.Slice(Start, (int)Size) : default;

    /// <summary>Reads a head, going where pointers lead; null when it is cut or leads astray.</summary>
    /// <param name="steps">How many heads may still be read.</param>
    public static MmdbField? Read(ReadOnlySpan<byte> data, int offset, ref int steps)
    {
        for (var field = ReadHead(data, offset, ref steps); field is { } head; field = ReadHead(data, (int)head.Size, ref steps))
        {
            if (head.Type is not MmdbType.Pointer) return head;
            if (head.Size > int.MaxValue) return null;
        }

        return null;
    }

    /// <summary>Where the value of a map's key begins; -1 when there is no such key.</summary>
    public int Member(ReadOnlySpan<byte> data, string key, ref int steps)
    {
        var at = Start;
        for (uint pair = 0; pair < Size && at >= 0; pair++)
        {
            var name = Read(data, at, ref steps);
            at = Skip(data, at, ref steps);
            if (name is not { Type: MmdbType.Text } text || at < 0) return -1;
            if (Encoding.UTF8.GetString(text.Content(data)) == key) return at;
            at = Skip(data, at, ref steps);
        }

        return -1;
    }

    // Where the next value begins; -1 when this one is cut. Pointers are stepped over, so nothing is read twice.
    private static int Skip(ReadOnlySpan<byte> data, int at, ref int steps)
    {
        for (ulong open = 1; open > 0; open--)
        {
            if (ReadHead(data, at, ref steps) is not { } head) return -1;
            at = head.Start;
            switch (head.Type)
            {
                case MmdbType.Map: open += 2UL * head.Size; break;
                case MmdbType.Array: open += head.Size; break;
                case MmdbType.Pointer or MmdbType.Boolean: break;
                default:
                    if (head.Size > data.Length - at) return -1;
                    at += (int)head.Size;
                    break;
            }
        }

        return at;
    }

    private static MmdbField? ReadHead(ReadOnlySpan<byte> data, int at, ref int steps)
    {
        if (steps-- <= 0 || (uint)at >= (uint)data.Length) return null;
        var control = data[at++];
        var type = (MmdbType)(control >> 5);
        if (type is MmdbType.Pointer) return ReadPointer(data, at, control);
        if (type is MmdbType.Extended)
        {
            if (at >= data.Length) return null;
            type = (MmdbType)(data[at++] + 7);
        }

        var size = (uint)control & 0x1F;
        var more = Math.Max(0, (int)size - 28);
        if (more > data.Length - at) return null;
        if (more > 0) size = ReadBytes(data.Slice(at, more)) + more switch { 1 => 29u, 2 => 285u, _ => 65821u };
        return new MmdbField(type, size, at + more);
    }

    private static MmdbField? ReadPointer(ReadOnlySpan<byte> data, int at, byte control)
    {
        var length = ((control >> 3) & 3) + 1;
        if (length > data.Length - at) return null;
        var low = ReadBytes(data.Slice(at, length));
        var high = (uint)(control & 7);
        var target = length switch
        {
            1 => (high << 8) + low,
            2 => (high << 16) + low + 2048,
            3 => (high << 24) + low + 526336,
            _ => low,
        };
        return new MmdbField(MmdbType.Pointer, target, at + length);
    }

    private static uint ReadBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[4];
        bytes.CopyTo(padded[(4 - bytes.Length)..]);
        return BinaryPrimitives.ReadUInt32BigEndian(padded);
    }
}
