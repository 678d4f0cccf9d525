using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Rules ready to run. Immutable and shared by every request that uses them.</summary>
public sealed class RuleSet
{
    /// <summary>Phases are numbered from 1.</summary>
    public const int PhaseCount = 5;

    private readonly ImmutableArray<PhaseStep> _steps;

    private IReadOnlyList<RuleInfo>? _rules;

    internal RuleSet(EngineSettings settings, IReadOnlyList<PhaseStep> steps, ProgramBuilder builder)
    {
        Settings = settings;
        _steps = [.. steps];
        Program = builder.Build(_steps);
    }

    /// <summary>What the setting directives say.</summary>
    public EngineSettings Settings { get; }

    /// <summary>Every rule that can match, in file order, chain links left out. Listed when first asked for: of thousands of sites, few are.</summary>
    public IReadOnlyList<RuleInfo> Rules => _rules ??= [.. _steps.Where(s => s.Rule is not null).Select(s => s.Rule!.Info)];

    /// <summary>The same rules as they are run.</summary>
    internal InspectionProgram Program { get; }

    /// <summary>The steps of a phase (1 to 5) in file order, as written; markers stand in every phase.</summary>
    internal IEnumerable<PhaseStep> Steps(int phase) => _steps.Where(s => s.Marker is not null || s.Rule!.Info.Phase == phase);
}
