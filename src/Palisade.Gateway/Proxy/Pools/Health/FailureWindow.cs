namespace Palisade.Gateway.Proxy.Pools.Health;

/// <summary>How many of the requests of the last so many seconds failed, to a tenth of that time. Not safe for several threads.</summary>
internal sealed class FailureWindow(TimeSpan length, TimeProvider clock)
{
    private const int Slices = 10;

    private readonly long _begin = clock.GetTimestamp();
    private readonly (long Slice, int Requests, int Failures)[] _slices = new (long, int, int)[Slices];

    /// <summary>Adds one, and counts.</summary>
    public (int Requests, int Failures) Add(bool failed)
    {
        // From 1, so that a slice that was never used is an old one.
        var now = 1 + Slices + (clock.GetElapsedTime(_begin).Ticks / Math.Max(1, length.Ticks / Slices));
        ref var slice = ref _slices[now % Slices];
        if (slice.Slice != now) slice = (now, 0, 0);
        slice.Requests++;
        if (failed) slice.Failures++;

        var (requests, failures) = (0, 0);
        foreach (var one in _slices)
        {
            if (one.Slice <= now - Slices) continue;
            requests += one.Requests;
            failures += one.Failures;
        }

        return (requests, failures);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_slices);
}
