using System.Numerics;

namespace Palisade.Engine.Scanning;

/// <summary>The literals that have a window.</summary>
internal sealed class WindowTable
{
    /// <summary>Multiplicative hashing (Knuth, 6.4): the upper bits of a product depend on all bits of the key.</summary>
    public const uint Multiplier = 0x9E3779B1;

    private const int SlotsPerWindow = 2;

    private readonly Slot[] _slots;
    private readonly int _slotShift;

    /// <param name="windows">The window of each literal, in order; literals of one window stand side by side.</param>
    /// <param name="first">The number of the first of these literals.</param>
    public WindowTable(ReadOnlySpan<uint> windows, int first)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, windows.Length * SlotsPerWindow));
        _slots = new Slot[slots];
        _slotShift = 32 - BitOperations.Log2((uint)slots);
        for (int i = 0, count; i < windows.Length; i += count)
        {
            count = windows[i..].IndexOfAnyExcept(windows[i]) is var next and > 0 ? next : windows.Length - i;
            Add(new(windows[i], (first + i)..(first + i + count)));
            MostOfAWindow = Math.Max(MostOfAWindow, count);
        }
    }

    /// <summary>The most literals that one window has.</summary>
    public int MostOfAWindow { get; }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => _slots.Length * 3 * sizeof(int);

    /// <summary>The literals that have a window; false when it only looked like one.</summary>
    public bool TryFind(uint window, out Range literals)
    {
        for (var at = HashOf(window); ; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            ref readonly var slot = ref _slots[at];
            literals = slot.Literals;
            if (slot.Window == window) return literals.End.Value != 0;
            if (literals.End.Value == 0) return false;
        }
    }

    private void Add(Slot slot)
    {
        var at = HashOf(slot.Window);
        while (_slots[at].Literals.End.Value != 0) at = (at + 1) & (uint)(_slots.Length - 1);
        _slots[at] = slot;
    }

    private uint HashOf(uint window) => (window * Multiplier) >> _slotShift;

    private readonly record struct Slot(uint Window, Range Literals);
}
