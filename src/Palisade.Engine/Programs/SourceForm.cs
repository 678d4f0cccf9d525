using System.Collections.Immutable;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What rules make of values of a source before they test them.</summary>
/// <param name="Chain">What is done to them. Not empty: every value counts as it is, too.</param>
/// <param name="Selectors">Which values the rules mean, all of them together; none where one means every value.</param>
/// <param name="Conditions">What the rules ask of what becomes of them.</param>
internal sealed record SourceForm(TransformationChain Chain, ImmutableArray<Selector> Selectors, ImmutableArray<MatchCondition> Conditions)
{
    // More would cost as much as a scan.
    private const int MostConditions = 16;

    /// <summary>The same chain for the values and the conditions of either.</summary>
    public SourceForm And(SourceForm other) => this with
    {
        Selectors = Selectors.IsEmpty || other.Selectors.IsEmpty ? [] : [.. Selectors.Union(other.Selectors)],
        Conditions = [.. Conditions.Union(other.Conditions)],
    };

    /// <summary>Whether what became of a value is worth a scan: most forms are read by a few rules, and its bytes refute them.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="present">The bytes that occur in it.</param>
    public bool IsWorthScanning(int length, in ByteSet present)
    {
        if (Conditions.Length > MostConditions) return true;
        foreach (var condition in Conditions)
        {
            if (condition.CanAdmit(length, present)) return true;
        }

        return false;
    }
}
