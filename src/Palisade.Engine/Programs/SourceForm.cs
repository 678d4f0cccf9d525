using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What rules make of values of a source before they test them.</summary>
/// <param name="Chain">What is done to them.</param>
/// <param name="Selectors">Which values the rules mean, all of them together; none where one means every value.</param>
/// <param name="Conditions">What the rules ask of what becomes of them.</param>
internal sealed record SourceForm(TransformationChain Chain, ImmutableArray<Selector> Selectors, FormConditions Conditions);
