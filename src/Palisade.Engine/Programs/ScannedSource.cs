using System.Numerics;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What the steps of a <see cref="ScannedRun"/> ask of one source of values by one scanner: which conditions, and which steps have each.</summary>
internal sealed class ScannedSource
{
    private const int BitsOfAWord = 64;

    private readonly ulong[] _asked;

    // How many bits stand in the words before each; the steps of the condition with rank r are from _first[r] to the next.
    private readonly int[] _before;
    private readonly int[] _first;
    private readonly int[] _steps;

    /// <param name="source">The source.</param>
    /// <param name="scanner">The scanner.</param>
    /// <param name="words">How many words its answer takes.</param>
    /// <param name="asked">Conditions, counted from the scanner's first, and the steps that have them, counted from the run's first.</param>
    public ScannedSource(ValueSource source, int scanner, int words, IEnumerable<(int Condition, int Step)> asked)
    {
        (Source, Scanner, _asked, _before) = (source, scanner, new ulong[words], new int[words]);
        var steps = asked.Order().ToArray();
        var first = new List<int>();
        for (var i = 0; i < steps.Length; i++)
        {
            var condition = steps[i].Condition;
            if (i == 0 || condition != steps[i - 1].Condition) first.Add(i);
            _asked[condition / BitsOfAWord] |= 1UL << (condition % BitsOfAWord);
        }

        for (var word = 1; word < words; word++) _before[word] = _before[word - 1] + BitOperations.PopCount(_asked[word - 1]);
        _first = [.. first, steps.Length];
        _steps = [.. steps.Select(s => s.Step)];
    }

    /// <summary>The source.</summary>
    public ValueSource Source { get; }

    /// <summary>The scanner.</summary>
    public int Scanner { get; }

    /// <summary>Adds the steps whose conditions hold.</summary>
    /// <param name="found">What the scanner found in the source.</param>
    /// <param name="steps">A bit for each step of the run.</param>
    public void AddSteps(ReadOnlySpan<ulong> found, Span<ulong> steps)
    {
        for (var word = 0; word < _asked.Length; word++)
        {
            for (var bits = found[word] & _asked[word]; bits != 0; bits &= bits - 1) AddSteps(word, bits ^ (bits & (bits - 1)), steps);
        }
    }

    private void AddSteps(int word, ulong bit, Span<ulong> steps)
    {
        var rank = _before[word] + BitOperations.PopCount(_asked[word] & (bit - 1));
        foreach (var step in _steps.AsSpan(_first[rank].._first[rank + 1])) steps[step / BitsOfAWord] |= 1UL << (step % BitsOfAWord);
    }
}
