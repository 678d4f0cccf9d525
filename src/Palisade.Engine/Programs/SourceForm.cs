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

    // Of each condition what mostly refutes it, side by side; worked out when first asked for.
    private Demand[]? _demands;

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
        var demands = _demands ??= [.. Conditions.Select(c => new Demand(c.MinimumLength, c.HasGroups, c.RarestBytes()))];
        for (var i = 0; i < demands.Length; i++)
        {
            ref readonly var demand = ref demands[i];
            if (length < demand.MinimumLength || (demand.HasBytes && !demand.Bytes.Overlaps(present))) continue;
            if (Conditions[i].CanAdmit(length, present)) return true;
        }

        return false;
    }

    private readonly record struct Demand(int MinimumLength, bool HasBytes, ByteSet Bytes);
}
