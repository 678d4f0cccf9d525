using System.Numerics;

namespace Palisade.Engine.Scanning;

/// <summary>The literals that have a window.</summary>
internal sealed class WindowTable
{
    // Multiplicative hashing (Knuth, 6.4): the upper bits of a product depend on all bits of the key.
    private const uint Multiplier = 0x9E3779B1;
    private const int SlotsPerWindow = 2;

    private readonly Slot[] _slots;
    private readonly int _slotShift;

    /// <param name="windows">The different windows in order; the literals of window i are from <paramref name="first"/>[i] to the next.</param>
    /// <param name="first">One more than there are windows.</param>
    public WindowTable(ReadOnlySpan<uint> windows, ReadOnlySpan<int> first)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, windows.Length * SlotsPerWindow));
        _slots = new Slot[slots];
        _slotShift = 32 - BitOperations.Log2((uint)slots);
        for (var i = 0; i < windows.Length; i++) Add(new(windows[i], first[i], first[i + 1] - first[i]));
    }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => _slots.Length * 3 * sizeof(int);

    /// <summary>A number for a window.</summary>
    /// <param name="shift">How many of its 32 bits are left out, the lower ones.</param>
    public static uint HashOf(uint window, int shift) => (window * Multiplier) >> shift;

    /// <summary>The literals that have a window: the first and how many; none when it only looked like one.</summary>
    public (int First, int Count) Find(uint window)
    {
        for (var at = HashOf(window, _slotShift); ; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Count == 0) return default;
            if (slot.Window == window) return (slot.First, slot.Count);
        }
    }

    private void Add(Slot slot)
    {
        var at = HashOf(slot.Window, _slotShift);
        while (_slots[at].Count != 0) at = (at + 1) & (uint)(_slots.Length - 1);
        _slots[at] = slot;
    }

    private readonly record struct Slot(uint Window, int First, int Count);
}
