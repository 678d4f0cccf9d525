using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Palisade.Trust.Signatures;

/// <summary>Writes the one form that a signed thing has: numbers big-endian at full width, texts and bytes with their length before them.</summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    public CanonicalWriter U8(int value)
    {
        _output.GetSpan(1)[0] = checked((byte)value);
        _output.Advance(1);
        return this;
    }

    public CanonicalWriter U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_output.GetSpan(2), checked((ushort)value));
        _output.Advance(2);
        return this;
    }

    public CanonicalWriter U32(long value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_output.GetSpan(4), checked((uint)value));
        _output.Advance(4);
        return this;
    }

    public CanonicalWriter U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_output.GetSpan(8), value);
        _output.Advance(8);
        return this;
    }

    /// <summary>A point in time, to the millisecond.</summary>
    public CanonicalWriter Time(DateTimeOffset time) => U64(checked((ulong)time.ToUnixTimeMilliseconds()));

    /// <summary>A text of ASCII or UTF-8, of at most 65,535 bytes.</summary>
    public CanonicalWriter Text(string text) => U16(Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes whose number the reader knows.</summary>
    public CanonicalWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        return this;
    }
}
