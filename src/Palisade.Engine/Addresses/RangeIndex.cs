using System.Numerics;

namespace Palisade.Engine.Addresses;

/// <summary>
/// Between which of many sorted ranges an address can be, in two looks at most: the first 16 bits lead to a bucket, and where that has many ranges, as many further bits as tell them
/// apart lead to a slot of it. Takes at most 9 bytes for a range, and 768 KiB.
/// </summary>
internal sealed class RangeIndex
{
    private const int Buckets = 1 << TopBits;
    private const int TopBits = 16;
    private const int KeyBits = 64;

    // So many are looked through as soon as another table is: they lie side by side.
    private const int FewRanges = 16;
    private const int MostBits = 20;

    private readonly Bucket[] _buckets;
    private readonly int[] _slots;

    /// <param name="firsts">The first addresses of the ranges in order, their upper 64 bits; IPv4 addresses are the upper half of these.</param>
    public RangeIndex(ReadOnlySpan<ulong> firsts)
    {
        _buckets = new Bucket[firsts.IsEmpty ? 0 : Buckets + 1];
        var slots = new List<int>();
        var at = 0;
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            var from = at;
            while (at < firsts.Length && (int)(firsts[at] >> (KeyBits - TopBits)) == bucket) at++;
            _buckets[bucket] = at - from <= FewRanges ? new(from, 0, 0) : new(from, slots.Count, AddSlots(firsts[from..at], from, slots));
        }

        _slots = [.. slots];
    }

    /// <summary>How many ranges surely begin at or before an address, and how many could.</summary>
    public (int From, int To) Find(ulong address)
    {
        var bucket = (int)(address >> (KeyBits - TopBits));
        var (from, slots, shift) = _buckets[bucket];
        if (shift == 0) return (from, _buckets[bucket + 1].From);
        var slot = slots + (int)((address << TopBits) >> shift);
        return (_slots[slot], _slots[slot + 1]);
    }

    // A slot for each range or two. Gives how far an address without its first 16 bits is shifted to be the number of a slot.
    private static byte AddSlots(ReadOnlySpan<ulong> firsts, int from, List<int> slots)
    {
        var bits = Math.Min(MostBits, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)firsts.Length)));
        var shift = KeyBits - bits;
        var at = 0;
        for (var slot = 0; slot <= 1 << bits; slot++)
        {
            while (at < firsts.Length && (int)((firsts[at] << TopBits) >> shift) < slot) at++;
            slots.Add(from + at);
        }

        return (byte)shift;
    }

    /// <summary>The ranges that begin with the same 16 bits.</summary>
    /// <param name="From">How many begin before them.</param>
    /// <param name="Slots">Where their slots are.</param>
    /// <param name="Shift">What is shifted out of an address to find its slot; 0 when there are none.</param>
    private readonly record struct Bucket(int From, int Slots, byte Shift);
}
