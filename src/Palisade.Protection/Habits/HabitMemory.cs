namespace Palisade.Protection.Habits;

/// <summary>How many endpoints all sites of a gateway may know together. One takes some 3.5 KiB.</summary>
/// <param name="most">The bound.</param>
public sealed class HabitMemory(int most)
{
    private int _taken;

    /// <summary>That of this process: 16,384 endpoints, below 64 MiB.</summary>
    public static HabitMemory Process { get; } = new(16_384);

    /// <summary>How many are known.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes room for one; false where there is none.</summary>
    internal bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= most) return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Gives room back.</summary>
    internal void Return(int endpoints) => Interlocked.Add(ref _taken, -endpoints);
}
