using System.Runtime.InteropServices;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>
/// Tells in one pass over a value which of many conditions it satisfies, so that only those tests are run that could say true. Immutable; shared by all threads.
/// Its time is linear in the value, whatever the value holds.
/// </summary>
public sealed class Scanner
{
    // So few are found by pairs of bytes, of which sixteen places are looked at together.
    private const int MostOfPairs = 128;

    private readonly DemandTable _demands;
    private readonly ulong[] _always;
    private readonly (int MinimumLength, int Condition)[] _longEnough;
    private readonly int _demandCount;
    private readonly ByteDemands _byBytes;
    private readonly LiteralSet[] _byLiterals;

    private Scanner(IReadOnlyList<MatchCondition> conditions)
    {
        Count = conditions.Count;
        _demands = new DemandTable(conditions);
        _always = new ulong[Words];
        var longEnough = new List<(int, int)>();
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].HasGroups) continue;
            if (conditions[i].MinimumLength > 0) longEnough.Add((conditions[i].MinimumLength, i));
            else _always[i >> 6] |= 1UL << (i & 63);
        }

        _longEnough = [.. longEnough.Order()];
        _demandCount = _demands.Demands.Count;
        _byBytes = new ByteDemands(_demands.Demands);
        var literals = LiteralsOf(_demands.Demands);
        _byLiterals = [.. SetsOf(literals)];
        LiteralCount = _byLiterals.Sum(s => s.Count);
    }

    /// <summary>How many conditions it looks for.</summary>
    public int Count { get; }

    /// <summary>How many words of 64 bits an answer takes.</summary>
    public int Words => (Count + 63) / 64;

    /// <summary>How many literals.</summary>
    internal int LiteralCount { get; }

    /// <summary>The bytes that its tables take, roughly.</summary>
    public int Size => _byLiterals.Sum(s => s.Size) + _byBytes.Size + _demands.Size;

    /// <summary>The most literals that it may have to compare at one place of a value.</summary>
    internal int MostLiteralsAtAPlace => _byLiterals.Sum(s => s.MostAtAPlace);

    /// <summary>Builds a scanner.</summary>
    /// <param name="conditions">In the order of the bits of an answer.</param>
    public static Scanner Build(IReadOnlyList<MatchCondition> conditions) => new(conditions);

    /// <summary>Tells which conditions a value satisfies.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="present">The bytes that occur in the value: <see cref="ByteSet.Of(ReadOnlySpan{byte})"/>.</param>
    /// <param name="scratch">Used by no other scan meanwhile.</param>
    /// <param name="satisfied"><see cref="Words"/> words; bit i of word j is set for condition 64 j + i when the value satisfies it, and cleared when not.</param>
    /// <returns>Whether anything is set besides the conditions that demand nothing but a length.</returns>
    public bool Scan(ReadOnlySpan<byte> value, in ByteSet present, ScanScratch scratch, Span<ulong> satisfied)
    {
        _always.CopyTo(satisfied);
        foreach (var (length, condition) in _longEnough)
        {
            if (value.Length < length) break;
            satisfied[condition >> 6] |= 1UL << (condition & 63);
        }

        scratch.Begin(_demandCount, LiteralCount, Count);
        var run = new ScanRun(_demands, value, present, scratch, satisfied);
        _byBytes.Search(ref run, present);
        foreach (var literals in _byLiterals) literals.Search(ref run, present);
        return run.Any;
    }

    private static IEnumerable<LiteralSet> SetsOf(Dictionary<string, List<int>> literals)
    {
        var number = 0;
        var narrow = literals.Count <= MostOfPairs && LeadBytes.Of(literals.Keys, LiteralSet.WidestWindow).Length == 0;
        foreach (var width in literals.GroupBy(l => l.Key.Length > LiteralSet.NarrowestWindow && !narrow ? LiteralSet.WidestWindow : LiteralSet.NarrowestWindow))
        {
            var set = new LiteralSet(width, width.Key, number);
            number += set.Count;
            yield return set;
        }
    }

    private static Dictionary<string, List<int>> LiteralsOf(IReadOnlyList<MatchGroup> demands)
    {
        var literals = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var demand = 0; demand < demands.Count; demand++)
        {
            foreach (var text in demands[demand].Literals)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(literals, text, out _);
                (list ??= []).Add(demand);
            }
        }

        return literals;
    }
}
