namespace Palisade.Gateway.Inspect;

/// <summary>The memory for held bodies, shared by all requests. Never waits: what is not there is refused.</summary>
/// <param name="bytes">All of it.</param>
internal sealed class MemoryBudget(long bytes)
{
    private long _taken;

    /// <summary>What is taken now, in bytes.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes <paramref name="count"/> bytes, all or none.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref _taken, count) <= bytes) return true;

        Interlocked.Add(ref _taken, -count);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void Return(long count) => Interlocked.Add(ref _taken, -count);
}
