namespace Palisade.Tests;

/// <summary>What an action allocates on its thread.</summary>
internal static class Allocation
{
    private const int Turns = 10;

    /// <summary>
    /// Bytes of the turn that took least, of several, each with <paramref name="times"/> calls. The runtime allocates now and then on whichever thread runs (a type that is
    /// seen first, code that is made anew): what the action itself allocates is there in every turn.
    /// </summary>
    public static long Of(Action action, int times = 1)
    {
        var least = long.MaxValue;
        for (var turn = 0; turn < Turns; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times; i++) action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
