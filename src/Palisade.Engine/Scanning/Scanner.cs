using System.Runtime.CompilerServices;
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
    private readonly DemandTable _demands;
    private readonly ulong[] _always;
    private readonly (int MinimumLength, int Condition)[] _longEnough;
    private readonly ByteSet _anyBytes;
    private readonly (ByteSet Bytes, int Demand)[] _byBytes;
    private readonly LiteralSet _long;
    private readonly LiteralSet _short;

    // Without any of these there is no short literal: one byte of each, its rarest.
    private readonly ByteSet _shortBytes;

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
        _byBytes = [.. _demands.Demands.Select((group, number) => (group.Bytes, number)).Where(d => !d.Bytes.IsEmpty)];
        foreach (var (bytes, _) in _byBytes) _anyBytes |= bytes;

        var literals = LiteralsOf(_demands.Demands);
        _long = new LiteralSet(literals.Where(l => l.Key.Length >= LiteralSet.LongWindow), LiteralSet.LongWindow);
        _short = new LiteralSet(literals.Where(l => l.Key.Length < LiteralSet.LongWindow), LiteralSet.ShortWindow);
        foreach (var text in literals.Keys.Where(t => t.Length < LiteralSet.LongWindow)) _shortBytes |= ByteSet.Of((byte)text.MinBy(c => WebText.Chance([c]))).IgnoringCase();
    }

    /// <summary>How many conditions it looks for.</summary>
    public int Count { get; }

    /// <summary>How many words of 64 bits an answer takes.</summary>
    public int Words => (Count + 63) / 64;

    /// <summary>The bytes that its tables take, roughly.</summary>
    public int Size => _long.Size + _short.Size + (_byBytes.Length * Unsafe.SizeOf<(ByteSet, int)>());

    /// <summary>The most literals that it may have to compare at one place of a value.</summary>
    internal int MostLiteralsAtAPlace => _long.MostOfAWindow + _short.MostOfAWindow;

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

        scratch.Begin(_demands.Demands.Count, _long.Count + _short.Count, Count);
        var run = new ScanRun(_demands, value, present, scratch, satisfied);
        if (present.Overlaps(_anyBytes)) LookAtBytes(ref run, present);
        if (value.Length >= LiteralSet.LongWindow && _long.Count > 0) LookForLong(ref run);
        if (value.Length >= LiteralSet.ShortWindow && present.Overlaps(_shortBytes)) LookForShort(ref run);
        return run.Any;
    }

    private void LookAtBytes(ref ScanRun run, in ByteSet present)
    {
        foreach (ref readonly var demand in _byBytes.AsSpan())
        {
            if (demand.Bytes.Overlaps(present)) run.Meet(demand.Demand);
        }
    }

    private void LookForLong(ref ScanRun run)
    {
        var value = run.Value;
        for (var at = _long.Filter.NextLong(value, 0); at <= value.Length - LiteralSet.LongWindow; at = _long.Filter.NextLong(value, at + 1))
        {
            _long.Check(ref run, WindowFilter.Fold(MemoryMarshal.Read<uint>(value[at..])), at, 0);
        }
    }

    private void LookForShort(ref ScanRun run)
    {
        var value = run.Value;
        for (var at = _short.Filter.NextShort(value, 0); at <= value.Length - LiteralSet.ShortWindow; at = _short.Filter.NextShort(value, at + 1))
        {
            _short.Check(ref run, WindowFilter.Fold(MemoryMarshal.Read<ushort>(value[at..])), at, _long.Count);
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
