using System.Collections.Immutable;
using System.Numerics;
using Palisade.Engine.Programs;

namespace Palisade.Engine.Evaluation;

/// <summary>Leads from one step that could match to the next, over those in between that scanners refute.</summary>
internal sealed class StepCandidates(CandidateSets candidates)
{
    private const int BitsOfAWord = 64;

    private ulong[] _steps = [];
    private ImmutableArray<ScannedRun> _runs = [];
    private int _run;
    private bool _isKnown;

    /// <summary>Starts a phase, or goes on with other steps.</summary>
    public void Begin(ImmutableArray<ScannedRun> runs) => (_runs, _run, _isKnown) = (runs, 0, false);

    /// <summary>Forgets the program, so that one that is replaced can go.</summary>
    public void Clear() => Begin([]);

    /// <summary>The first step from one on that is not refuted by what scanners found.</summary>
    /// <param name="at">Where to look from. It never goes back.</param>
    /// <param name="could">Whether they were asked: where they speak for this step, it could match. Otherwise nothing is known of it.</param>
    public int Next(int at, out bool could)
    {
        could = false;
        while (_run < _runs.Length)
        {
            var run = _runs[_run];
            if (at < run.From) return at;
            if (at < run.From + run.Count)
            {
                if (!_isKnown) Find(run);
                var next = FirstFrom(at - run.From, run.Count);
                could = next < run.Count;
                at = run.From + next;
                if (could) return at;
            }

            _run++;
            _isKnown = false;
        }

        return at;
    }

    private void Find(ScannedRun run)
    {
        _isKnown = true;
        var words = run.Others.Length;
        if (_steps.Length < words) _steps = new ulong[words];
        var steps = _steps.AsSpan(0, words);
        run.Others.CopyTo(steps);
        foreach (var source in run.Sources.AsSpan()) source.AddSteps(candidates.Found(source.Source, source.Scanner), steps);
    }

    private int FirstFrom(int step, int count)
    {
        var word = step / BitsOfAWord;
        var bits = _steps[word] & (ulong.MaxValue << (step % BitsOfAWord));
        while (bits == 0)
        {
            if (++word * BitsOfAWord >= count) return count;
            bits = _steps[word];
        }

        return (word * BitsOfAWord) + BitOperations.TrailingZeroCount(bits);
    }
}
