using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>The scan of one value.</summary>
/// <param name="demands">What conditions hang on which demands.</param>
internal ref struct ScanRun(DemandTable demands, ReadOnlySpan<byte> value, in ByteSet present, ScanScratch scratch, Span<ulong> satisfied)
{
    private readonly ByteSet _present = present;
    private readonly Span<ulong> _satisfied = satisfied;

    /// <summary>The value.</summary>
    public readonly ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>What was met and seen.</summary>
    public readonly ScanScratch Scratch { get; } = scratch;

    /// <summary>Whether a condition was satisfied that is not always.</summary>
    public bool Any { get; private set; }

    /// <summary>Notes that a demand is met, and with it the conditions that waited for nothing else.</summary>
    public void Meet(int demand)
    {
        if (!Scratch.Meet(demand)) return;
        foreach (var condition in demands.WaitingFor(demand))
        {
            if (!demands.Holds(condition, Value.Length, _present, Scratch)) continue;
            _satisfied[condition >> 6] |= 1UL << (condition & 63);
            Any = true;
        }
    }
}
