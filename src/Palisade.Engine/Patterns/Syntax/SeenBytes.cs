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
    private const int LowerHalf = 0xF;
    private const int BitsOfHalf = 4;
    private const int UpperHalves = 7;

    /// <summary>The bytes that occur in a text.</summary>
    public static ByteSet Of(ReadOnlySpan<byte> text)
    {
        Span<byte> rows = stackalloc byte[2 * Width];
        rows.Clear();
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var start = ref MemoryMarshal.GetReference(text);
        var bits = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        var (lower, upper) = (Vector128<byte>.Zero, Vector128<byte>.Zero);
        var seen = ByteSet.Empty;
        var at = 0;
        for (; at + Width <= text.Length; at += Width)
        {
            var bytes = Vector128.LoadUnsafe(ref start, (nuint)at);
            var low = bytes & Vector128.Create((byte)LowerHalf);
            var found = Vector128.ConditionalSelect(Vector128.LessThan(bytes.AsSByte(), default).AsByte(), Vector128.ShuffleNative(upper, low), Vector128.ShuffleNative(lower, low));
            if (!Vector128.EqualsAny(found & Vector128.ShuffleNative(bits, bytes >>> BitsOfHalf), default)) continue;

            // Of a picture or an archive all bytes are seen soon: nothing behind can add one.
            if ((seen |= See(text.Slice(at, Width), rows)) == ByteSet.All) return seen;
            (lower, upper) = (Vector128.LoadUnsafe(ref row), Vector128.LoadUnsafe(ref row, Width));
        }

        return seen | ByteSet.OfEach(text[at..]);
    }

    private static ByteSet See(ReadOnlySpan<byte> text, Span<byte> rows)
    {
        foreach (var b in text) rows[(b < 0x80 ? 0 : Width) + (b & LowerHalf)] |= (byte)(1 << ((b >> BitsOfHalf) & UpperHalves));
        return ByteSet.OfEach(text);
    }
}
