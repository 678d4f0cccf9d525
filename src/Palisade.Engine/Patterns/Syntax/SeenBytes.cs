using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>
/// Which bytes occur in a long text. Most of its bytes were there before, which is told of sixteen at once: a byte is looked up by its lower half, and what is found has a
/// bit for each upper half that was seen with it (the way of Mula's and Langdale's sets of bytes).
/// </summary>
internal static class SeenBytes
{
    private const int Width = 16;
    private const byte LowerHalf = 0xF;
    private const byte UpperBytes = 0x80;
    private const int BitsOfHalf = 4;
    private const int UpperHalves = 8;
    private const int FewestOfNoText = 1024;

    // All bits of the row of each lower half.
    private static readonly Vector128<byte>[] Rows = [.. Enumerable.Range(0, Width).Select(row => Vector128<byte>.Zero.WithElement(row, byte.MaxValue))];

    /// <summary>The bytes that occur in a text.</summary>
    public static ByteSet Of(ReadOnlySpan<byte> text)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var bits = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        var (lower, upper) = (Vector128<byte>.Zero, Vector128<byte>.Zero);
        var at = 0;
        for (; at + Width <= text.Length; at += Width)
        {
            var bytes = Vector128.LoadUnsafe(ref start, (nuint)at);
            // Every processor finds nothing at an index with its highest bit set.
            var found = Vector128.ShuffleNative(lower, bytes & Vector128.Create((byte)(UpperBytes | LowerHalf)))
                | Vector128.ShuffleNative(upper, (bytes ^ Vector128.Create(UpperBytes)) & Vector128.Create((byte)(UpperBytes | LowerHalf)));
            var news = Vector128.Equals(found & Vector128.ShuffleNative(bits, bytes >>> BitsOfHalf), default).ExtractMostSignificantBits();
            if (news == 0) continue;
            // What is no text has others at every place: it is soon told whether it is worth going on.
            if (at > 0 && text.Length < FewestOfNoText && BitOperations.PopCount(news) > Width / 2) return Set(lower, upper) | ByteSet.OfEach(text[at..]);
            for (; news != 0; news &= news - 1) See(text[at + BitOperations.TrailingZeroCount(news)], ref lower, ref upper);
            // Of a picture or an archive all bytes are seen soon: nothing behind can add one.
            if ((lower & upper) == Vector128<byte>.AllBitsSet) return ByteSet.All;
        }

        for (; at < text.Length; at++) See(text[at], ref lower, ref upper);
        return Set(lower, upper);
    }

    private static ByteSet Set(Vector128<byte> lower, Vector128<byte> upper) => new(Word(lower, 0), Word(lower, UpperHalves / 2), Word(upper, 0), Word(upper, UpperHalves / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void See(byte value, ref Vector128<byte> lower, ref Vector128<byte> upper)
    {
        var one = Rows[value & LowerHalf] & Vector128.Create((byte)(1 << ((value >> BitsOfHalf) % UpperHalves)));
        if (value < UpperBytes) lower |= one;
        else upper |= one;
    }

    // The sixty-four bytes that have one of four upper halves.
    private static ulong Word(Vector128<byte> rows, int first)
    {
        var word = 0UL;
        for (var half = 0; half < UpperHalves / 2; half++) word |= (ulong)(rows << (UpperHalves - 1 - first - half)).ExtractMostSignificantBits() << (Width * half);
        return word;
    }
}
