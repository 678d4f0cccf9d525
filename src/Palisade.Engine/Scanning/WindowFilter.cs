using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    // One full word in so many, one bit in twice as many: fewer than one place in 30 is looked at in vain.
    private const int WordsPerTriple = 32;
    private const int WordsPerWindow = 2;
    private const int FewestWords = 1 << 8;

    // More would leave the second level cache.
    private const int MostWords = 1 << 15;

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

        // Eight bytes hold four windows: one load and one branch for all of them.
        for (; at + sizeof(ulong) <= value.Length; at += PlacesOfABlock)
        {
            var block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)) | LowerCaseOfAll;
            var first = Test(ref words, (uint)block, shift);
            var second = Test(ref words, (uint)BitOperations.RotateRight(block, 8), shift);
            var third = Test(ref words, (uint)BitOperations.RotateRight(block, 16), shift);
            var fourth = Test(ref words, (uint)BitOperations.RotateRight(block, 24), shift);
            if (((first | second | third | fourth) & 1) == 0) continue;
            CheckBlock(literals, ref run, at, block, (first & 1) | ((second & 1) << 1) | ((third & 1) << 2) | ((fourth & 1) << 3));
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
    private static void CheckBlock(LiteralSet literals, ref ScanRun run, int at, ulong block, uint hits)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            var place = BitOperations.TrailingZeroCount(hits);
            literals.CheckAt(ref run, at + place, (uint)(block >> (8 * place)));
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
