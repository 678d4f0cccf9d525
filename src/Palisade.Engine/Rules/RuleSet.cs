namespace Palisade.Engine.Rules;

/// <summary>Rules ready to run. Immutable and shared by every request that uses them.</summary>
public sealed class RuleSet
{
    internal RuleSet(IReadOnlyList<RuleInfo> rules) => Rules = rules;

    /// <summary>Every rule that can match, in file order, chain links left out.</summary>
    public IReadOnlyList<RuleInfo> Rules { get; }
}
