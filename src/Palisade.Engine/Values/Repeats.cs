using System.Buffers.Binary;

namespace Palisade.Engine.Values;

/// <summary>
/// Where in a source a value may stand already: the last one of each place in a small table. A request of thousands of values mostly repeats a few of them, and one of hostile ones nearly always does; what holds for
/// one then holds for all.
/// </summary>
internal sealed class Repeats
{
    /// <summary>Sources of fewer values are not looked through.</summary>
    public const int Few = 32;

    private const int PlaceBits = 10;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio (D. E. Knuth, The Art of Computer Programming 3, 6.4).

    private readonly int[] _places = new int[1 << PlaceBits];

    /// <summary>The number of the last value that may be the same. Whoever asks compares, and leaves the number of his own.</summary>
    public ref int Last(ReadOnlySpan<byte> value) => ref _places[HashOf(value) >> (64 - PlaceBits)];

    // Length, beginning and end: values that only differ between take each other's place.
    private static ulong HashOf(ReadOnlySpan<byte> value)
    {
        var hash = (ulong)value.Length;
        if (value.Length >= sizeof(ulong)) hash ^= (BinaryPrimitives.ReadUInt64LittleEndian(value) * Multiplier) ^ BinaryPrimitives.ReadUInt64LittleEndian(value[^sizeof(ulong)..]);
        else foreach (var b in value) hash = (hash << 8) ^ b;
        return hash * Multiplier;
    }
}
