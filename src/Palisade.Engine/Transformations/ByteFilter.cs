using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// Copies those bytes of a text that are in a set, sixteen at a time: which ones are is told of all at once, and a table says for each eight of them how they move together
/// (the way of Lemire's "despacing"). Nothing to decide on the way: a processor would guess wrongly at each space.
/// </summary>
internal sealed class ByteFilter
{
    private const int Width = 16;
    private const int Half = 8;
    private const int BitsOfHalf = 4;
    private const byte LowerHalf = 0xF;
    private const int UpperHalves = 7;

    // For each choice of eight places, the chosen ones in order, a byte each.
    private static readonly ulong[] Moves = [.. Enumerable.Range(0, 1 << Half).Select(MoveOf)];

    // For each lower half of a byte a bit for each upper half: of bytes below 0x80, and of the others.
    private readonly Vector128<byte> _lower;
    private readonly Vector128<byte> _upper;
    private readonly byte[] _counts;

    /// <param name="kept">The bytes to copy.</param>
    public ByteFilter(ByteSet kept)
    {
        var rows = new byte[2 * Width];
        foreach (var b in kept.Bytes) rows[(b < 0x80 ? 0 : Width) + (b & LowerHalf)] |= (byte)(1 << ((b >> BitsOfHalf) & UpperHalves));
        (_lower, _upper) = (Vector128.Create(rows), Vector128.Create(rows, Width));
        _counts = [.. Enumerable.Range(0, 256).Select(b => (byte)(kept.Contains((byte)b) ? 1 : 0))];
    }

    /// <summary>Copies the bytes, and answers how many there are.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="target">At least as long, of any content; what lies behind the copied bytes is of no meaning.</param>
    public int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var (at, written) = (0, 0);
        ref var from = ref MemoryMarshal.GetReference(text);
        ref var to = ref MemoryMarshal.GetReference(target[..text.Length]);
        for (; at + Width <= text.Length; at += Width)
        {
            var bytes = Vector128.LoadUnsafe(ref from, (nuint)at);
            var kept = KeptOf(bytes);
            Vector128.ShuffleNative(bytes, Vector128.CreateScalar(Moves[kept & 0xFF]).AsByte()).GetLower().StoreUnsafe(ref to, (nuint)written);
            written += BitOperations.PopCount(kept & 0xFF);
            Vector128.ShuffleNative(bytes, Vector128.CreateScalar(Moves[kept >> Half]).AsByte() + Vector128.Create((byte)Half)).GetLower().StoreUnsafe(ref to, (nuint)written);
            written += BitOperations.PopCount(kept >> Half);
        }

        foreach (var b in text[at..])
        {
            target[written] = b;
            written += _counts[b];
        }

        return written;
    }

    private uint KeptOf(Vector128<byte> bytes)
    {
        var low = bytes & Vector128.Create(LowerHalf);
        var rows = Vector128.ConditionalSelect(Vector128.LessThan(bytes.AsSByte(), default).AsByte(), Vector128.ShuffleNative(_upper, low), Vector128.ShuffleNative(_lower, low));
        var bit = Vector128.ShuffleNative(Vector128.Create(0x8040_2010_0804_0201).AsByte(), bytes >>> BitsOfHalf);
        return ~Vector128.Equals(rows & bit, default).ExtractMostSignificantBits() & ushort.MaxValue;
    }

    private static ulong MoveOf(int kept)
    {
        var (move, place) = (0UL, 0);
        for (; kept != 0; kept &= kept - 1) move |= (ulong)BitOperations.TrailingZeroCount(kept) << (Half * place++);
        return move;
    }
}
