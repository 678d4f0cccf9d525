using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    /// <summary>Calls <see cref="LiteralSet.CheckAt"/> for each place where a text may lie.</summary>
    public void Search(LiteralSet literals, ref ScanRun run)
    {
        var value = run.Value;
        var at = 0;
        for (; at + Places < value.Length; at += Places)
        {
            var hits = Test(ref Unsafe.Add(ref MemoryMarshal.GetReference(value), at));
            if (hits != 0) Check(literals, ref run, at, hits);
        }

        // What is left of it, with zeros behind.
        var left = value.Length - at;
        if (left < Width) return;
        Span<byte> padded = stackalloc byte[2 * Places];
        padded.Clear();
        value[at..].CopyTo(padded);
        var last = Test(ref MemoryMarshal.GetReference(padded)) & (uint.MaxValue >> (31 + Width - left));
        if (last != 0) Check(literals, ref run, at, last);
    }

    // A bit for each place.
    private uint Test(ref byte start)
    {
        var (first, second) = (Vector128.LoadUnsafe(ref start), Vector128.LoadUnsafe(ref start, 1));
        var left = Vector128<byte>.Zero;
        foreach (ref readonly var buckets in _buckets.AsSpan()) left |= buckets.Of(first, second);
        return ~Vector128.Equals(left, Vector128<byte>.Zero).ExtractMostSignificantBits() & ushort.MaxValue;
    }

    private static void Check(LiteralSet literals, ref ScanRun run, int at, uint hits)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            var place = at + BitOperations.TrailingZeroCount(hits);
            literals.CheckAt(ref run, place, MemoryMarshal.Read<ushort>(run.Value[place..]) | LowerCase);
        }
    }
}
