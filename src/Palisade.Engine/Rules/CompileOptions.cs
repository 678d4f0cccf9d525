using Palisade.Engine.Operators;

namespace Palisade.Engine.Rules;

/// <summary>What the operator of the product decides over the heads of rule files.</summary>
public sealed record CompileOptions
{
    /// <summary>Replaces what <c>SecRuleEngine</c> says; null leaves it to the rules.</summary>
    public EngineMode? Mode { get; init; }

    /// <summary>What operators may do.</summary>
    public OperatorOptions Operators { get; init; } = new();

    /// <summary>Whether <c>exec</c>, <c>SecRuleScript</c> and <c>setenv</c> may touch the process's world. Default false.</summary>
    public bool AllowPrograms { get; init; }

    /// <summary>What the patterns of one transaction may take together: <see cref="EngineSettings.PatternSteps"/>.</summary>
    public long PatternSteps { get; init; } = new EngineSettings().PatternSteps;

    /// <summary>How closely requests are read: <see cref="EngineSettings.CloseReading"/>.</summary>
    public bool CloseReading { get; init; }
}
