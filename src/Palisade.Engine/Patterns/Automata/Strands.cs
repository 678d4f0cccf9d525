using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Reads a long text by a table of states at four places at once. Each step of one reading waits for the one before it; four of them keep a processor busy. Where the later three
/// begin, the state is guessed: in nearly all texts a few bytes lead from any state to the same one, and where they do not, the strand is read again from what was found to be true.
/// </summary>
internal static class Strands
{
    /// <summary>The fewest bytes that are worth it.</summary>
    public const int FewestBytes = 128;

    private const int Count = 4;
    private const int LongestStrand = 512;

    /// <summary>Takes steps until one may lead to a special row, or few bytes are left. Answers the place of the byte that was not taken.</summary>
    /// <param name="table">The steps, in the array that <paramref name="row"/> was read from: others may have grown since, and lead to rows that it lacks.</param>
    /// <param name="cache">The states.</param>
    /// <param name="classes">The classes of bytes.</param>
    /// <param name="bytes">The text.</param>
    /// <param name="place">Where to begin.</param>
    /// <param name="row">The row there; then that of the answer.</param>
    public static int Read(int[] table, DfaCache cache, ByteClasses classes, ReadOnlySpan<byte> bytes, int place, ref int row)
    {
        Span<int> guesses = stackalloc int[Count];
        Span<int> ends = stackalloc int[Count];
        var wasRight = true;
        while (bytes.Length - place >= FewestBytes)
        {
            var length = Math.Min((bytes.Length - place) / Count, LongestStrand);
            guesses.Fill(row);
            for (var strand = 1; wasRight && strand < Count; strand++) guesses[strand] = cache.Initial[(int)classes.After(classes.Map[bytes[place + (strand * length) - 1]])];
            guesses.CopyTo(ends);
            var read = ReadFour(table, classes.Map, bytes.Slice(place, Count * length), length, cache.Matched, ends);
            row = ends[0];
            if (read < length) return place + read;
            for (var strand = 1; strand < Count; strand++)
            {
                var from = place + (strand * length);
                var steps = Meet(table, classes.Map, bytes.Slice(from, length), cache.Matched, guesses[strand], ref row, out var isSpecial);
                if (isSpecial) return from + steps;
                wasRight = steps < length;
                if (wasRight) row = ends[strand];
            }

            place += Count * length;
        }

        return place;
    }

    // Rows and classes are within the table by the way it is built, as in LazyDfa.Read.
    private static int ReadFour(int[] table, byte[] classOf, ReadOnlySpan<byte> bytes, int length, int special, Span<int> ends)
    {
        ref var steps = ref MemoryMarshal.GetArrayDataReference(table);
        ref var classes = ref MemoryMarshal.GetArrayDataReference(classOf);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        ref var second = ref Unsafe.Add(ref first, length);
        ref var third = ref Unsafe.Add(ref second, length);
        ref var fourth = ref Unsafe.Add(ref third, length);
        var (a, b, c, d) = (ends[0], ends[1], ends[2], ends[3]);
        var at = 0;
        for (; at < length; at++)
        {
            var nextA = Next(ref steps, ref classes, a, Unsafe.Add(ref first, at));
            var nextB = Next(ref steps, ref classes, b, Unsafe.Add(ref second, at));
            var nextC = Next(ref steps, ref classes, c, Unsafe.Add(ref third, at));
            var nextD = Next(ref steps, ref classes, d, Unsafe.Add(ref fourth, at));
            if (nextA <= special | nextB <= special | nextC <= special | nextD <= special) break;
            (a, b, c, d) = (nextA, nextB, nextC, nextD);
        }

        (ends[0], ends[1], ends[2], ends[3]) = (a, b, c, d);
        return at;
    }

    // Reads from what is true and from what was guessed until both are the same: from there on the guess was right. Answers how far that is; all of it where they never are.
    private static int Meet(int[] table, byte[] classOf, ReadOnlySpan<byte> bytes, int special, int guess, ref int row, out bool isSpecial)
    {
        isSpecial = false;
        var at = 0;
        for (; at < bytes.Length && row != guess; at++)
        {
            var next = table[row + classOf[bytes[at]]];
            if (isSpecial = next <= special) break;
            row = next;
            guess = table[guess + classOf[bytes[at]]];
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref int steps, ref byte classes, int row, byte value) => Unsafe.Add(ref steps, (nuint)(uint)row + Unsafe.Add(ref classes, (nuint)value));
}
