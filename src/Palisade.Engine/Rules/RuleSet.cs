using System.Collections.Immutable;

namespace Palisade.Engine.Rules;

/// <summary>Rules ready to run. Immutable and shared by every request that uses them.</summary>
public sealed class RuleSet
{
    /// <summary>Phases are numbered from 1.</summary>
    public const int PhaseCount = 5;

    private readonly ImmutableArray<PhaseStep>[] _phases;

    internal RuleSet(EngineSettings settings, IReadOnlyList<PhaseStep> steps)
    {
        Settings = settings;
        _phases = [.. Enumerable.Range(1, PhaseCount).Select(phase => Phase(steps, phase))];
        Rules = [.. steps.Where(s => s.Rule is not null).Select(s => s.Rule!.Info)];
    }

    /// <summary>What the setting directives say.</summary>
    public EngineSettings Settings { get; }

    /// <summary>Every rule that can match, in file order, chain links left out.</summary>
    public IReadOnlyList<RuleInfo> Rules { get; }

    /// <summary>The steps of a phase (1 to 5) in file order; markers stand in every phase.</summary>
    internal ImmutableArray<PhaseStep> Steps(int phase) => _phases[phase - 1];

    private static ImmutableArray<PhaseStep> Phase(IReadOnlyList<PhaseStep> steps, int phase) =>
        [.. steps.Where(s => s.Marker is not null || s.Rule!.Info.Phase == phase)];
}
