using Palisade.Cli.Terminal;
using Palisade.Ftw.Runs;

namespace Palisade.Cli.Rules;

/// <summary>How far a run of rule tests is, on one line of a terminal that is written over; nothing elsewhere.</summary>
internal sealed class TestProgress(Screen screen, int tests, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _shown;
    private int _done;
    private int _failed;

    /// <summary>Counts a test. Called by one thread at a time.</summary>
    public void Finished(TestResult result)
    {
        _done++;
        if (result.Outcome is Outcome.Failed) _failed++;
        if (!screen.ErrorColours || (_shown != 0 && clock.GetElapsedTime(_shown) < Interval)) return;

        _shown = clock.GetTimestamp();
        screen.Error.Write($"\r{_done} of {tests}, {_failed} failed ");
    }

    /// <summary>Clears the line.</summary>
    public void Clear()
    {
        if (_shown != 0) screen.Error.Write("\r\e[K");
    }
}
