using System.Collections.Immutable;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Programs;

/// <summary>Chains of transformations, each once.</summary>
/// <param name="basis">Those that are known already; only read. Or null.</param>
internal sealed class ChainTable(ChainTable? basis)
{
    private readonly Dictionary<string, TransformationChain> _chains = new(StringComparer.Ordinal);

    /// <summary>The chain of a rule.</summary>
    public TransformationChain Of(Rule rule) => Of(rule.Transformations, rule.MultiMatch && !rule.Transformations.IsEmpty);

    /// <summary>What is left of a chain from a step on.</summary>
    public TransformationChain From(TransformationChain chain, int step) => Of([.. chain.Steps.Skip(step).Select(s => s.Transformation)], chain.Every);

    private TransformationChain Of(ImmutableArray<Transformation> steps, bool every)
    {
        // Two maps of urlDecodeUni have the same name: rule sets have one map at most, and that of their basis.
        var key = (every ? "*" : "") + string.Join(',', steps.Select(t => t.Name));
        if ((basis is not null && basis._chains.TryGetValue(key, out var chain)) || _chains.TryGetValue(key, out chain)) return chain;
        return _chains[key] = new(steps, every);
    }
}
