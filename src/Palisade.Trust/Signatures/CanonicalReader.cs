using System.Buffers.Binary;
using System.Text;

namespace Palisade.Trust.Signatures;

/// <summary>
/// Reads what <see cref="CanonicalWriter"/> writes. It never reads past the end: from the first thing that is not there on,
/// everything is empty and <see cref="Failed"/> is true, so that a parser asks once.
/// </summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> input)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The years 1970 to 9999, as DateTimeOffset can hold them.
    private const ulong LastTime = 253_402_300_799_999;

    private readonly ReadOnlySpan<byte> _input = input;

    /// <summary>Where the reader stands, or where it failed: a number of bytes from the beginning.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something was missing or not what it had to be.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether all was read, and all was there.</summary>
    public readonly bool AtEnd => !Failed && Position == _input.Length;

    public int U8() => Raw(1) is { Length: 1 } b ? b[0] : 0;

    public int U16() => Raw(2) is { Length: 2 } b ? BinaryPrimitives.ReadUInt16BigEndian(b) : 0;

    public uint U32() => Raw(4) is { Length: 4 } b ? BinaryPrimitives.ReadUInt32BigEndian(b) : 0;

    public ulong U64() => Raw(8) is { Length: 8 } b ? BinaryPrimitives.ReadUInt64BigEndian(b) : 0;

    /// <summary>A number that is a length or a count: more than <paramref name="most"/> is a failure.</summary>
    public int Count32(int most)
    {
        var (at, value) = (Position, U32());
        if (value <= (uint)most) return (int)value;
        Fail(at);
        return 0;
    }

    public DateTimeOffset Time()
    {
        var (at, value) = (Position, U64());
        if (value > LastTime) Fail(at);
        return Failed ? default : DateTimeOffset.FromUnixTimeMilliseconds((long)value);
    }

    /// <summary>A text of at most <paramref name="most"/> bytes of well-formed UTF-8.</summary>
    public string Text(int most)
    {
        var (at, length) = (Position, U16());
        if (length > most) Fail(at);
        var bytes = Raw(length);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Fail(at);
            return "";
        }
    }

    /// <summary>That many bytes.</summary>
    public ReadOnlySpan<byte> Raw(int count)
    {
        if (Failed || count > _input.Length - Position)
        {
            Failed = true;
            return [];
        }

        Position += count;
        return _input.Slice(Position - count, count);
    }

    /// <summary>Says that what was read at <paramref name="position"/> is wrong. The first failure stays.</summary>
    public void Fail(int position)
    {
        if (!Failed) Position = position;
        Failed = true;
    }
}
