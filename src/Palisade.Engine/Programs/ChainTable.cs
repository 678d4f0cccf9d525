using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Chains of transformations, each once.</summary>
/// <param name="basis">Those that are known already; only read. Or null.</param>
internal sealed class ChainTable(ChainTable? basis)
{
    private readonly Dictionary<string, TransformationChain> _chains = new(StringComparer.Ordinal);

    /// <summary>What the steps of the chains act on.</summary>
    public TriggerTable Triggers { get; } = new(basis?.Triggers);

    /// <summary>The chain of a rule.</summary>
    public TransformationChain Of(Rule rule) => Of([.. rule.Transformations.Select(t => new ChainStep(t, t.Triggers, Triggers))], rule.MultiMatch && !rule.Transformations.IsEmpty);

    /// <summary>What is left of a chain from a step on.</summary>
    public TransformationChain From(TransformationChain chain, int step) => Of(chain.Steps.AsSpan()[step..], chain.Every);

    /// <summary>
    /// The chain for those to whom the case of letters is the same, as scanners: where all steps behind it are blind to case too, a step counts only for what else it
    /// changes. Most chains end in <c>lowercase</c> or <c>cmdLine</c>, which make another text of many a value that has a capital, and no difference here.
    /// </summary>
    public TransformationChain WithoutCase(TransformationChain chain)
    {
        var steps = new List<ChainStep>();
        var blind = true;
        foreach (var step in chain.Steps.Reverse())
        {
            var counting = blind ? new(step.Transformation, step.Transformation.TriggersButCase, Triggers) : step;
            blind &= step.Transformation.IsBlindToCase;
            if (!counting.IsIdle) steps.Insert(0, counting);
        }

        return Of([.. steps], chain.Every);
    }

    private TransformationChain Of(ReadOnlySpan<ChainStep> steps, bool every)
    {
        // Two maps of urlDecodeUni have the same name: rule sets have one map at most, and that of their basis.
        var key = every ? "*" : "";
        foreach (var step in steps) key += step.Key + ",";
        if ((basis is not null && basis._chains.TryGetValue(key, out var chain)) || _chains.TryGetValue(key, out chain)) return chain;
        return _chains[key] = new([.. steps], every);
    }
}
