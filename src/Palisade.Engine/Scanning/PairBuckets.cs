using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Palisade.Engine.Scanning;

/// <summary>Eight buckets of texts of two bytes, a bit each: for each value of a half of a byte those that have it there.</summary>
internal readonly struct PairBuckets
{
    private const int BitsOfHalf = 4;
    private const byte LowerHalf = 0xF;
    private const int Count = 8;

    // More would take longer than looking again at the places that look like one of the texts.
    private const int TextsOfABucket = 2;
    private const int MostBuckets = 4 * Count;

    private readonly Vector128<byte> _firstLow;
    private readonly Vector128<byte> _firstHigh;
    private readonly Vector128<byte> _secondLow;
    private readonly Vector128<byte> _secondHigh;
    private readonly byte _ofOneText;

    private PairBuckets(PairBucket[] buckets)
    {
        _firstLow = Table(buckets, b => b.First.Low);
        _firstHigh = Table(buckets, b => b.First.High);
        _secondLow = Table(buckets, b => b.Second.Low);
        _secondHigh = Table(buckets, b => b.Second.High);
        for (var bucket = 0; bucket < buckets.Length; bucket++) _ofOneText |= (byte)((buckets[bucket].IsOne ? 1 : 0) << bucket);
    }

    private PairBuckets(in PairBuckets other, byte closed)
    {
        this = other;
        _firstLow &= Vector128.Create((byte)~closed);
    }

    /// <summary>As many as some texts are worth.</summary>
    /// <param name="texts">Of two characters, one for each byte, in lower case.</param>
    public static IEnumerable<PairBuckets> Of(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return PairBucket.Of(all, Math.Clamp(all.Length / TextsOfABucket, Count, MostBuckets)).Chunk(Count).Select(c => new PairBuckets(c));
    }

    /// <summary>The buckets of which a text may lie, for each of sixteen places.</summary>
    /// <param name="first">The bytes there.</param>
    /// <param name="second">Those that follow.</param>
    public Vector128<byte> Of(Vector128<byte> first, Vector128<byte> second)
    {
        var lower = Vector128.Create(LowerHalf);
        return Vector128.ShuffleNative(_firstLow, first & lower) & Vector128.ShuffleNative(_firstHigh, (first >>> BitsOfHalf) & lower)
            & Vector128.ShuffleNative(_secondLow, second & lower) & Vector128.ShuffleNative(_secondHigh, (second >>> BitsOfHalf) & lower);
    }

    /// <summary>The same for thirty-two places, on processors that look up so many at once (AVX2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> Of(Vector256<byte> first, Vector256<byte> second)
    {
        var lower = Vector256.Create(LowerHalf);
        return Avx2.Shuffle(Vector256.Create(_firstLow, _firstLow), first & lower) & Avx2.Shuffle(Vector256.Create(_firstHigh, _firstHigh), (first >>> BitsOfHalf) & lower)
            & Avx2.Shuffle(Vector256.Create(_secondLow, _secondLow), second & lower) & Avx2.Shuffle(Vector256.Create(_secondHigh, _secondHigh), (second >>> BitsOfHalf) & lower);
    }

    /// <summary>Without the bucket that has two bytes as its only text.</summary>
    public PairBuckets WithoutOneText(byte first, byte second) => new(this, (byte)(Of(Vector128.Create(first), Vector128.Create(second))[0] & _ofOneText));

    private static Vector128<byte> Table(PairBucket[] buckets, Func<PairBucket, ushort> halves)
    {
        Span<byte> table = stackalloc byte[Vector128<byte>.Count];
        table.Clear();
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            for (var half = 0; half < table.Length; half++) table[half] |= (byte)((halves(buckets[bucket]) >> half & 1) << bucket);
        }

        return Vector128.Create<byte>(table);
    }
}
