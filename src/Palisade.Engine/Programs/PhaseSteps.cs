using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Palisade.Engine.Programs;

/// <summary>The rules of a phase, whole. They are made into steps when first asked for: where <see cref="Folding"/> is possible, few transactions ask, and there are thousands of sites.</summary>
/// <param name="tests">In order.</param>
/// <param name="skipTo"><see cref="ProgramStep.SkipTo"/> of each.</param>
internal sealed class PhaseSteps(RuleTest[] tests, int[] skipTo)
{
    private readonly RuleTest[] _tests = tests;
    private readonly int[] _skipTo = skipTo;
    private ProgramStep[]? _steps;

    /// <summary>The steps. Two that make them at once make the same.</summary>
    public ImmutableArray<ProgramStep> Steps => ImmutableCollectionsMarshal.AsImmutableArray(Volatile.Read(ref _steps) ?? Make());

    /// <summary>Whether both are the same rules with the same jumps.</summary>
    public bool IsLike(PhaseSteps other) => _tests.AsSpan().SequenceEqual(other._tests, ReferenceEqualityComparer.Instance) && _skipTo.AsSpan().SequenceEqual(other._skipTo);

    private ProgramStep[] Make()
    {
        var steps = new ProgramStep[_tests.Length];
        for (var i = 0; i < steps.Length; i++) steps[i] = new(_tests[i], i, _skipTo[i]);
        Volatile.Write(ref _steps, steps);
        return steps;
    }
}
