using System.Collections.Immutable;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What rules make of values of a source before they test them.</summary>
/// <param name="Chain">What is done to them. Not empty: every value counts as it is, too.</param>
/// <param name="Selectors">Which values the rules mean, all of them together; none where one means every value.</param>
/// <param name="Conditions">What the rules ask of what becomes of them.</param>
/// <param name="Asked">A bit for each of these conditions among those of the program, as far as words go.</param>
internal sealed record SourceForm(TransformationChain Chain, ImmutableArray<Selector> Selectors, ImmutableArray<MatchCondition> Conditions, ImmutableArray<ulong> Asked)
{
    // More would cost as much as a scan.
    private const int MostConditions = 16;

    /// <summary>The same chain for the values and the conditions of either; itself where the other adds nothing.</summary>
    public SourceForm And(SourceForm other) => Holds(other) ? this : this with
    {
        Selectors = Selectors.IsEmpty || other.Selectors.IsEmpty ? [] : [.. Selectors.Union(other.Selectors)],
        Conditions = [.. Conditions.Union(other.Conditions)],
        Asked = [.. Enumerable.Range(0, Math.Max(Asked.Length, other.Asked.Length)).Select(word => AskedIn(word) | other.AskedIn(word))],
    };

    private bool Holds(SourceForm other)
    {
        for (var word = 0; word < other.Asked.Length; word++)
        {
            if ((other.Asked[word] & ~AskedIn(word)) != 0) return false;
        }

        return (Selectors.IsEmpty || (!other.Selectors.IsEmpty && other.Selectors.All(Selectors.Contains))) && other.Conditions.All(Conditions.Contains);
    }

    /// <summary>The bit of a condition.</summary>
    public static ImmutableArray<ulong> Ask(int condition)
    {
        var words = new ulong[(condition >> 6) + 1];
        words[^1] = 1UL << (condition & 63);
        return [.. words];
    }

    /// <summary>A word of <see cref="Asked"/>: what other rules ask does not count for this form.</summary>
    public ulong AskedIn(int word) => (uint)word < (uint)Asked.Length ? Asked[word] : 0;

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
