using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Palisade.Engine.Scanning;

/// <summary>
/// Where in a value some texts of two bytes may lie, sixteen places at once. The texts are in buckets; in which of them a byte may stand first or second is told by its
/// two halves, looked up for all places side by side. Where a bucket is left over, one of its texts may lie: the way of Hyperscan's Teddy.
/// </summary>
internal sealed class PairFilter
{
    private const int Width = 2;
    private const int Places = 16;
    private const uint LowerCase = 0x2020;

    private readonly PairBuckets[] _buckets;

    /// <param name="texts">Of two characters, one for each byte, in lower case.</param>
    public PairFilter(IEnumerable<string> texts) => _buckets = [.. PairBuckets.Of(texts)];

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => _buckets.Length * Unsafe.SizeOf<PairBuckets>();

    /// <summary>Calls <see cref="LiteralSet.CheckAt"/> for each place where a text may lie, and no longer where there is nothing more to be found by it.</summary>
    public void Search(LiteralSet literals, ref ScanRun run)
    {
        scoped ReadOnlySpan<PairBuckets> buckets = _buckets;
        Span<PairBuckets> left = stackalloc PairBuckets[_buckets.Length];
        var done = new DoneWindows();
        var value = run.Value;
        int at = 0, places;
        for (; at + Places < value.Length; at += places)
        {
            ref var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(value), at);
            places = Avx2.IsSupported && at + (2 * Places) < value.Length ? 2 * Places : Places;
            var hits = places == Places ? Test(buckets, ref start) : TestTwice(buckets, ref start);
            if (hits == 0 || !Check(literals, ref run, at, hits, ref start, ref done, left, buckets)) continue;
            buckets = left;
        }

        // The last of it, with zeros behind.
        var rest = value.Length - at;
        if (rest < Width) return;
        Span<byte> padded = stackalloc byte[2 * Places];
        padded.Clear();
        value[at..].CopyTo(padded);
        ref var last = ref MemoryMarshal.GetReference(padded);
        Check(literals, ref run, at, Test(buckets, ref last) & (uint.MaxValue >> (31 + Width - rest)), ref last, ref done, left, buckets);
    }

    // A bit for each place.
    private static uint Test(ReadOnlySpan<PairBuckets> buckets, ref byte start)
    {
        var (first, second) = (Vector128.LoadUnsafe(ref start), Vector128.LoadUnsafe(ref start, 1));
        var left = Vector128<byte>.Zero;
        foreach (ref readonly var eight in buckets) left |= eight.Of(first, second);
        return ~Vector128.Equals(left, Vector128<byte>.Zero).ExtractMostSignificantBits() & ushort.MaxValue;
    }

    // The same for twice as many.
    private static uint TestTwice(ReadOnlySpan<PairBuckets> buckets, ref byte start)
    {
        var (first, second) = (Vector256.LoadUnsafe(ref start), Vector256.LoadUnsafe(ref start, 1));
        var left = Vector256<byte>.Zero;
        foreach (ref readonly var eight in buckets) left |= eight.Of(first, second);
        return ~Vector256.Equals(left, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    // Gives back whether there are fewer buckets left.
    private static bool Check(LiteralSet literals, ref ScanRun run, int at, uint hits, ref byte start, ref DoneWindows done, scoped Span<PairBuckets> left, scoped ReadOnlySpan<PairBuckets> buckets)
    {
        var closed = false;
        for (; hits != 0; hits &= hits - 1)
        {
            var place = BitOperations.TrailingZeroCount(hits);
            var window = (ushort)(MemoryMarshal.Read<ushort>(run.Value[(at + place)..]) | LowerCase);
            if (done.Has(window) || !literals.CheckAt(ref run, at + place, window)) continue;
            done.Add(window);
            if (!closed) buckets.CopyTo(left);
            closed = true;
            for (var i = 0; i < left.Length; i++) left[i] = left[i].WithoutOneText(Unsafe.Add(ref start, place), Unsafe.Add(ref start, place + 1));
        }

        return closed;
    }

    // Of which nothing is left to be found: a value may have one at every place, and their bucket other texts. None is zero, for each byte has the bit of lower case.
    private struct DoneWindows
    {
        private Vector512<ushort> _windows;
        private int _count;

        public readonly bool Has(ushort window) => Vector512.EqualsAny(_windows, Vector512.Create(window));

        public void Add(ushort window)
        {
            if (_count < Vector512<ushort>.Count) _windows = _windows.WithElement(_count++, window);
        }
    }
}
