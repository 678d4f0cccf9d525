using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Palisade.Engine.Scanning;

/// <summary>
/// Where in a value the windows of some literals may lie. A window is four bytes, or two, each with the bit of lower case set, so that case and a few other
/// pairs of bytes do not count. Nothing at a place depends on the place before: a processor works on several at once, which no automaton lets it.
/// </summary>
internal sealed class WindowFilter
{
    // Multiplicative hashing (Knuth, 6.4): the upper bits of a product depend on all bits of the key.
    private const uint Multiplier = 0x9E3779B1;
    private const uint LowerCase = 0x20202020;

    // One key in so many bits: about one place in 30 is looked at in vain, or fewer.
    private const int BitsPerWindow = 32;
    private const int FewestBits = 1 << 10;

    // More would leave the second level cache.
    private const int MostBits = 1 << 20;

    private const int SlotsPerWindow = 2;

    private readonly uint[] _bits;
    private readonly int _bitShift;
    private readonly Slot[] _slots;
    private readonly int _slotShift;

    /// <param name="windows">The different windows in order, and the literals that have them: those of window i are from <paramref name="first"/>[i] to the next.</param>
    /// <param name="first">One more than there are windows.</param>
    public WindowFilter(ReadOnlySpan<uint> windows, ReadOnlySpan<int> first)
    {
        var bits = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)windows.Length * BitsPerWindow), FewestBits, MostBits);
        _bits = new uint[bits / 32];
        _bitShift = 32 - BitOperations.Log2((uint)bits);
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, windows.Length * SlotsPerWindow));
        _slots = new Slot[slots];
        _slotShift = 32 - BitOperations.Log2((uint)slots);
        for (var i = 0; i < windows.Length; i++) Add(windows[i], first[i], first[i + 1] - first[i]);
    }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => (_bits.Length * sizeof(uint)) + (_slots.Length * 3 * sizeof(int));

    /// <summary>Four bytes as a window.</summary>
    public static uint Fold(uint window) => window | LowerCase;

    /// <summary>Two bytes as a window.</summary>
    public static uint Fold(ushort window) => window | (LowerCase >> 16);

    /// <summary>The first place from <paramref name="at"/> on where a window of four bytes may lie; the place where none fits any more when there is none.</summary>
    public int NextLong(ReadOnlySpan<byte> value, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(value);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        var shift = _bitShift;
        var end = value.Length - sizeof(uint) + 1;

        // Eight bytes hold four windows and more: one load, one branch for all of them.
        for (; at + sizeof(ulong) <= value.Length; at += 4)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
            var hit = Test(ref bits, (uint)word, shift) | Test(ref bits, (uint)(word >> 8), shift) | Test(ref bits, (uint)(word >> 16), shift) | Test(ref bits, (uint)(word >> 24), shift);
            if ((hit & 1) != 0) break;
        }

        for (; at < end; at++)
        {
            if ((Test(ref bits, Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at)), shift) & 1) != 0) return at;
        }

        return Math.Max(at, end);
    }

    /// <summary>As <see cref="NextLong"/>, for windows of two bytes.</summary>
    public int NextShort(ReadOnlySpan<byte> value, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(value);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        var end = value.Length - sizeof(ushort) + 1;
        for (; at < end; at++)
        {
            var window = Fold(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, at)));
            if ((TestFolded(ref bits, window, _bitShift) & 1) != 0) return at;
        }

        return at;
    }

    /// <summary>The literals that have a window: the first and how many; none when it only looked like one.</summary>
    public (int First, int Count) Find(uint window)
    {
        for (var at = (window * Multiplier) >> _slotShift; ; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Count == 0) return default;
            if (slot.Window == window) return (slot.First, slot.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Test(ref uint bits, uint window, int shift) => TestFolded(ref bits, window | LowerCase, shift);

    // The lowest bit of the answer is the bit of the window; a shift counts only its lowest five bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint TestFolded(ref uint bits, uint window, int shift)
    {
        var hash = (window * Multiplier) >> shift;
        return Unsafe.Add(ref bits, hash >> 5) >> (int)hash;
    }

    private void Add(uint window, int first, int count)
    {
        var hash = (window * Multiplier) >> _bitShift;
        _bits[hash >> 5] |= 1u << (int)(hash & 31);
        var at = (window * Multiplier) >> _slotShift;
        while (_slots[at].Count != 0) at = (at + 1) & (uint)(_slots.Length - 1);
        _slots[at] = new Slot(window, first, count);
    }

    private readonly record struct Slot(uint Window, int First, int Count);
}
