using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Programs;

/// <summary>A condition and its number among those of a program.</summary>
internal readonly record struct PlacedCondition(int Number, MatchCondition Condition);
