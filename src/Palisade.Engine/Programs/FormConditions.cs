using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Programs;

/// <summary>What rules ask of a form of values.</summary>
internal sealed class FormConditions
{
    // To ask more of them by their bytes would cost as much as a scan.
    private const int MostByBytes = 16;

    private readonly ulong[] _asked;

    // Of each condition what mostly refutes it, side by side; worked out when first asked for.
    private Demand[]? _demands;

    /// <param name="all">Each number once.</param>
    public FormConditions(ImmutableArray<PlacedCondition> all)
    {
        All = all;
        _asked = new ulong[all.IsEmpty ? 0 : (all.Max(c => c.Number) >> 6) + 1];
        foreach (var (number, _) in all) _asked[number >> 6] |= 1UL << (number & 63);
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<PlacedCondition> All { get; }

    /// <summary>A bit for each of those among the conditions of the program that are in one of its words: what other rules ask does not count for this form.</summary>
    public ulong AskedIn(int word) => (uint)word < (uint)_asked.Length ? _asked[word] : 0;

    /// <summary>Whether a condition is among them.</summary>
    public bool Has(int number) => (AskedIn(number >> 6) >> (number & 63) & 1) != 0;

    /// <summary>What looks for these alone, where they are few of those that a scanner looks for; null elsewhere. Set when the program is built.</summary>
    public PartScanner? Part { get; set; }

    /// <summary>Whether what became of a value is worth a scan: most forms are read by a few rules, and its bytes refute them.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="present">The bytes that occur in it.</param>
    public bool AreWorthScanning(int length, in ByteSet present)
    {
        if (All.Length > MostByBytes) return true;
        var demands = _demands ??= [.. All.Select(c => new Demand(c.Condition.MinimumLength, c.Condition.HasGroups, c.Condition.RarestBytes()))];
        for (var i = 0; i < demands.Length; i++)
        {
            ref readonly var demand = ref demands[i];
            if (length < demand.MinimumLength || (demand.HasBytes && !demand.Bytes.Overlaps(present))) continue;
            if (All[i].Condition.CanAdmit(length, present)) return true;
        }

        return false;
    }

    private readonly record struct Demand(int MinimumLength, bool HasBytes, ByteSet Bytes);
}
