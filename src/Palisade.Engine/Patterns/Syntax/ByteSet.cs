using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>A set of bytes: one bit for each of the 256. The default value is the empty set.</summary>
// Four words and no vector: what has a vector in it cannot be compiled before it runs, and patterns are read at every start.
public readonly struct ByteSet : IEquatable<ByteSet>
{
    private const ulong UpperCase = 0x07FF_FFFE;
    private const int UpperToLower = 32;

    // In what is shorter, many bytes are there for the first time.
    private const int FewestToSkip = 256;

    private static readonly ByteSet[] Singles = [.. Enumerable.Range(0, 256).Select(b => Of((byte)b))];

    // Of bytes up to 3F, up to 7F, up to BF, up to FF.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    internal ByteSet(ulong first, ulong second, ulong third, ulong fourth) => (_first, _second, _third, _fourth) = (first, second, third, fourth);

    /// <summary>No byte.</summary>
    public static ByteSet Empty => default;

    /// <summary>Every byte.</summary>
    public static ByteSet All => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>How many bytes the set has, 0 to 256.</summary>
    public int Count => BitOperations.PopCount(_first) + BitOperations.PopCount(_second) + BitOperations.PopCount(_third) + BitOperations.PopCount(_fourth);

    /// <summary>Whether the set has no byte.</summary>
    public bool IsEmpty => (_first | _second | _third | _fourth) == 0;

    /// <summary>How many words <see cref="Word"/> knows.</summary>
    public const int Words = 4;

    /// <summary>The bytes in order.</summary>
    public IEnumerable<byte> Bytes
    {
        get
        {
            for (var word = 0; word < Words; word++)
            {
                for (var bits = Word(word); bits != 0; bits &= bits - 1)
                {
                    yield return (byte)((word * 64) + BitOperations.TrailingZeroCount(bits));
                }
            }
        }
    }

    /// <summary>The maximal runs of neighbouring bytes, in order, both ends included.</summary>
    public IEnumerable<(byte First, byte Last)> Ranges
    {
        get
        {
            (byte First, byte Last)? run = null;
            foreach (var b in Bytes)
            {
                if (run is { } open && open.Last + 1 != b) yield return open;
                run = (run is { } same && same.Last + 1 == b ? same.First : b, b);
            }

            if (run is { } last) yield return last;
        }
    }

    /// <summary>A set of one byte.</summary>
    public static ByteSet Of(byte value) => Range(value, value);

    /// <summary>The bytes that occur in a text. Fast enough to be asked for every value of a request.</summary>
    public static ByteSet Of(ReadOnlySpan<byte> values) => values.Length < FewestToSkip ? OfEach(values) : SeenBytes.Of(values);

    /// <summary>The same for a text that is short, or mostly new.</summary>
    internal static ByteSet OfEach(ReadOnlySpan<byte> values)
    {
        // Two sums, so that a byte need not wait for the one before it.
        var singles = MemoryMarshal.Cast<ByteSet, Vector256<ulong>>(Singles)[..256];
        Vector256<ulong> even = default, odd = default;
        var at = 0;
        for (; at + 1 < values.Length; at += 2)
        {
            even |= singles[values[at]];
            odd |= singles[values[at + 1]];
        }

        if (at < values.Length) even |= singles[values[at]];
        // As it is: words that are written one by one and read again as a vector, as Overlaps does, would have to be waited for.
        return Unsafe.BitCast<Vector256<ulong>, ByteSet>(even | odd);
    }

    /// <summary>The bytes from <paramref name="first"/> to <paramref name="last"/>, both included; empty when they are out of order.</summary>
    public static ByteSet Range(byte first, byte last)
    {
        return new(OfWord(0), OfWord(1), OfWord(2), OfWord(3));

        ulong OfWord(int index)
        {
            var (from, to) = (Math.Max(first - (64 * index), 0), Math.Min(last - (64 * index), 63));
            return from > to ? 0 : (ulong.MaxValue << from) & (ulong.MaxValue >> (63 - to));
        }
    }

    /// <summary>Whether the set has a byte.</summary>
    public bool Contains(byte value) => (Word(value >> 6) >> (value & 63) & 1) != 0;

    /// <summary>The bytes from 64 times <paramref name="index"/> on: one bit for each of 64, the lowest bit the first byte.</summary>
    /// <param name="index">0 to 3.</param>
    public ulong Word(int index) => MemoryMarshal.CreateReadOnlySpan(in _first, Words)[index];

    /// <summary>The set with the other case of each ASCII letter in it: what it matches without regard to case.</summary>
    public ByteSet IgnoringCase()
    {
        var lower = (_second & UpperCase) << UpperToLower;
        var upper = (_second >> UpperToLower) & UpperCase;
        return new(_first, _second | lower | upper, _third, _fourth);
    }

    /// <summary>Whether every byte of the set is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(ByteSet other) => (this & ~other).IsEmpty;

    /// <summary>Whether the sets share a byte.</summary>
    // Asked for every value of a request: by then it is compiled for the machine it runs on.
    public bool Overlaps(in ByteSet other) => (Vector256.LoadUnsafe(in _first) & Vector256.LoadUnsafe(in other._first)) != Vector256<ulong>.Zero;

    /// <summary>The bytes in either set.</summary>
    public static ByteSet operator |(ByteSet left, ByteSet right) => new(left._first | right._first, left._second | right._second, left._third | right._third, left._fourth | right._fourth);

    /// <summary>The bytes in both sets.</summary>
    public static ByteSet operator &(ByteSet left, ByteSet right) => new(left._first & right._first, left._second & right._second, left._third & right._third, left._fourth & right._fourth);

    /// <summary>The bytes not in the set.</summary>
    public static ByteSet operator ~(ByteSet set) => new(~set._first, ~set._second, ~set._third, ~set._fourth);

    /// <summary>Whether both have the same bytes.</summary>
    public static bool operator ==(ByteSet left, ByteSet right) => left._first == right._first && left._second == right._second && left._third == right._third && left._fourth == right._fourth;

    /// <summary>Whether they differ in a byte.</summary>
    public static bool operator !=(ByteSet left, ByteSet right) => !(left == right);

    /// <inheritdoc cref="operator |"/>
    public ByteSet BitwiseOr(ByteSet other) => this | other;

    /// <inheritdoc cref="operator &amp;"/>
    public ByteSet BitwiseAnd(ByteSet other) => this & other;

    /// <inheritdoc cref="operator ~"/>
    public ByteSet OnesComplement() => ~this;

    /// <inheritdoc/>
    public bool Equals(ByteSet other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteSet other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _second, _third, _fourth);

    /// <summary>The ranges in hexadecimal, as <c>41-5a,5f</c>.</summary>
    public override string ToString() => string.Join(',', Ranges.Select(r => r.First == r.Last ? $"{r.First:x2}" : $"{r.First:x2}-{r.Last:x2}"));
}
