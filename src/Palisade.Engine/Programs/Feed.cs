using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Values that are transformed alike: what the scanner finds in them is found once for every rule that reads them.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Selector">Which of them; null for all.</param>
/// <param name="Chain">What is done to them.</param>
internal sealed record Feed(ValueSource Source, Selector? Selector, TransformationChain Chain)
{
    /// <summary>The feeds of the same values that begin with a later step of the chain, by step: where the steps before change nothing, they are this one. Of feeds with a selector there are none.</summary>
    public ImmutableArray<int> Later { get; init; } = [];
}
