using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What rules make of values of a source before they test them.</summary>
/// <param name="Chain">What is done to them. Not empty: every value counts as it is, too.</param>
/// <param name="Selectors">Which values the rules mean, all of them together; none where one means every value.</param>
internal sealed record SourceForm(TransformationChain Chain, ImmutableArray<Selector> Selectors)
{
    /// <summary>The same chain for the values that either means.</summary>
    public SourceForm And(ImmutableArray<Selector> selectors) => this with { Selectors = Selectors.IsEmpty || selectors.IsEmpty ? [] : [.. Selectors.Union(selectors)] };
}
