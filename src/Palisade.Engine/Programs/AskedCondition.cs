using Palisade.Engine.Operators;
using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Programs;

/// <summary>A condition with those who ask for it: rules that make the same form of a value and put the same operator to it, so that one "no" is that of all of them.</summary>
/// <param name="OfFiles">Whether it is asked of files alone (<c>FILES_EXCERPT</c>): what is asked of other values too would have files scanned for all that is asked of those.</param>
internal readonly record struct AskedCondition(MatchCondition Condition, Operator Operator, TransformationChain Chain, bool OfFiles);
