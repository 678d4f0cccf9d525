using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Palisade.Engine.Scanning;

/// <summary>
/// Where in a value the windows of some literals may lie. A window is four bytes, each with the bit of lower case set, so that case and a few other
/// pairs of bytes do not count. Its first three say which word of a table to look at, the fourth which bit of it; a literal of three bytes has all bits of its word.
/// Nothing at a place depends on the place before: a processor works on several at once, which no automaton lets it.
/// </summary>
internal sealed class WindowFilter
{
    /// <summary>The first three bytes of a window.</summary>
    public const uint FirstThree = 0x00FF_FFFF;

    private const uint LowerCase = 0x20202020;
    private const ulong LowerCaseOfAll = ((ulong)LowerCase << 32) | LowerCase;
    private const int PlacesOfABlock = 4;
    private const uint BitsOfAWord = 32;

    // One full word in so many, one bit in twice as many: fewer than one place in 30 is looked at in vain.
    private const int WordsPerTriple = 32;
    private const int WordsPerWindow = 2;
    private const int FewestWords = 1 << 8;

    // More would leave the second level cache.
    private const int MostWords = 1 << 15;

    // The four bytes from each of eight places on, half of them from each half of a vector.
    private static readonly Vector256<byte> Spread = Vector256.Create((byte)0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6, 4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10);

    private readonly int _shortest;
    private readonly SearchValues<byte>? _leads;
    private readonly uint[] _words;
    private readonly int _shift;

    /// <param name="windows">The windows of four bytes.</param>
    /// <param name="triples">Those of literals of three.</param>
    /// <param name="shortest">The bytes of a value that a window may lie in: four, or three where a literal needs no more. The byte that is missing counts as a space.</param>
    /// <param name="leads">Bytes with one of which every window begins, where they are few; otherwise empty.</param>
    public WindowFilter(ReadOnlySpan<uint> windows, ReadOnlySpan<uint> triples, int shortest, ReadOnlySpan<byte> leads)
    {
        if (!leads.IsEmpty) _leads = SearchValues.Create(leads);
        _shortest = shortest;
        var words = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)((WordsPerWindow * windows.Length) + (WordsPerTriple * triples.Length))), FewestWords, MostWords);
        _words = new uint[words];
        _shift = 32 - BitOperations.Log2((uint)words);
        foreach (var window in windows) _words[HashOf(window) >> _shift] |= 1u << BitOf(HashOf(window) >> _shift, window);
        foreach (var triple in triples) _words[HashOf(triple) >> _shift] = uint.MaxValue;
    }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => _words.Length * sizeof(uint);

    /// <summary>Calls <see cref="LiteralSet.CheckAt"/> for each place where a window may lie.</summary>
    public void Search(LiteralSet literals, ref ScanRun run)
    {
        var value = run.Value;
        ref var start = ref MemoryMarshal.GetReference(value);
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        var shift = _shift;
        var at = _leads is null ? 0 : SearchFromLeads(literals, ref run, _leads);

        if (Avx2.IsSupported) at = SearchEights(literals, ref run, at);

        // Eight bytes hold four windows: one load and one branch for all of them.
        for (; at + sizeof(ulong) <= value.Length; at += PlacesOfABlock)
        {
            var block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)) | LowerCaseOfAll;
            var first = Test(ref words, (uint)block, shift);
            var second = Test(ref words, (uint)BitOperations.RotateRight(block, 8), shift);
            var third = Test(ref words, (uint)BitOperations.RotateRight(block, 16), shift);
            var fourth = Test(ref words, (uint)BitOperations.RotateRight(block, 24), shift);
            if (((first | second | third | fourth) & 1) == 0) continue;
            CheckBlock(literals, ref run, at, (first & 1) | ((second & 1) << 1) | ((third & 1) << 2) | ((fourth & 1) << 3));
        }

        // What is left lies in the last eight bytes; behind the end there are spaces.
        var last = value.Length - _shortest;
        if (at > last) return;
        var end = LastBytes(value, out var from);
        for (; at <= last; at++)
        {
            var window = (uint)(end >> (8 * (at - from))) | LowerCase;
            if ((Test(ref words, window, shift) & 1) != 0) literals.CheckAt(ref run, at, window);
        }
    }

    // Eight windows side by side: all of it but the looks into the table, for which processors differ too much in what they do best. Gives the place behind them.
    private int SearchEights(LiteralSet literals, ref ScanRun run, int at)
    {
        var value = run.Value;
        ref var start = ref MemoryMarshal.GetReference(value);
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        var shift = _shift;
        for (; at + Vector128<byte>.Count <= value.Length; at += Vector256<uint>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref start, (nuint)at);
            var windows = Avx2.Shuffle(Vector256.Create(bytes, bytes), Spread).AsUInt32() | Vector256.Create(LowerCase);
            var places = (windows * Vector256.Create(WindowTable.Multiplier << 8)) >>> shift;
            var bits = (places + (windows >>> 24)) & Vector256.Create(BitsOfAWord - 1);
            var hits = (Avx2.ShiftRightLogicalVariable(WordsAt(ref words, places.AsUInt64()), bits) << (int)(BitsOfAWord - 1)).ExtractMostSignificantBits();
            if (hits != 0) CheckBlock(literals, ref run, at, hits);
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> WordsAt(ref uint words, Vector256<ulong> places)
    {
        var (first, second, third, fourth) = (places[0], places[1], places[2], places[3]);
        return Vector256.Create(
            Unsafe.Add(ref words, (uint)first),
            Unsafe.Add(ref words, (uint)(first >> 32)),
            Unsafe.Add(ref words, (uint)second),
            Unsafe.Add(ref words, (uint)(second >> 32)),
            Unsafe.Add(ref words, (uint)third),
            Unsafe.Add(ref words, (uint)(third >> 32)),
            Unsafe.Add(ref words, (uint)fourth),
            Unsafe.Add(ref words, (uint)(fourth >> 32)));
    }

    // Gives the place from which on a window and what is read with it no longer lie in the value.
    private int SearchFromLeads(LiteralSet literals, ref ScanRun run, SearchValues<byte> leads)
    {
        var value = run.Value;
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        var end = value.Length - sizeof(ulong);
        for (var at = 0; at <= end; at++)
        {
            var next = value[at..].IndexOfAny(leads);
            if (next < 0) return value.Length;
            at += next;
            if (at > end) return at;
            var window = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(value), at)) | LowerCase;
            if ((Test(ref words, window, _shift) & 1) != 0) literals.CheckAt(ref run, at, window);
        }

        return Math.Max(0, end + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckBlock(LiteralSet literals, ref ScanRun run, int at, uint hits)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            var place = at + BitOperations.TrailingZeroCount(hits);
            literals.CheckAt(ref run, place, MemoryMarshal.Read<uint>(run.Value[place..]) | LowerCase);
        }
    }

    // The last eight bytes of a value of at least four, the first of them lowest; all bytes of a shorter one.
    private static ulong LastBytes(ReadOnlySpan<byte> value, out int from)
    {
        from = Math.Max(0, value.Length - sizeof(ulong));
        if (value.Length >= sizeof(ulong)) return MemoryMarshal.Read<ulong>(value[from..]);
        if (value.Length >= sizeof(uint)) return MemoryMarshal.Read<uint>(value) | ((ulong)MemoryMarshal.Read<uint>(value[^sizeof(uint)..]) << (8 * (value.Length - sizeof(uint))));
        var bytes = 0UL;
        for (var i = 0; i < value.Length; i++) bytes |= (ulong)value[i] << (8 * i);
        return bytes;
    }

    // The lowest bit of the answer is the bit of the window.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Test(ref uint words, uint window, int shift)
    {
        var word = HashOf(window) >> shift;
        return Unsafe.Add(ref words, word) >> BitOf(word, window);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(uint window) => window * (WindowTable.Multiplier << 8);

    // A shift counts only its lowest five bits. What is common as a fourth byte is another bit for each first one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BitOf(uint word, uint window) => (int)(word + (window >> 24));
}
