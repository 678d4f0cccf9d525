using System.Numerics;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>
/// What speaks for an attack in one transaction, and how much all of it weighs together. The heaviest counts first; whatever is covered by what counts
/// already adds nothing, so that one quote that three recognisers see is one reason and not three.
/// </summary>
/// <remarks>
/// <para>Something is covered by something heavier (or as heavy and earlier) that is the same: found by the same rule; or the same kind in the same value; or
/// in the same value and either overlapping or seen in another decoding; or the same bytes elsewhere, the one part within the other. In a value in which
/// something counts, what is weak (below <see cref="Weak"/>) adds nothing.</para>
/// <para>Evasion (<see cref="Evasion"/>) is no attack but a way to hide one: it is compared only with evasion, and counts once.</para>
/// <para>What is known of the client (<see cref="Suspect"/>) adds to an attack's weight and weighs nothing where there is none. So does what
/// is unusual at the endpoint (<see cref="Compare"/>), where it is the very place in which something was found that counts.</para>
/// </remarks>
internal sealed class EvidenceLedger
{
    /// <summary>The kind that hides an attack.</summary>
    public const string Evasion = "DETECTION_EVASION";

    /// <summary>Below this weight evidence is weak.</summary>
    public const int Weak = 3;

    // A set of entries is one word. What comes later is heavy only in requests that are refused long since.
    private const int Most = 64;
    private const int MostOfOneRule = 8;
    private const int ComparedBytes = 256;

    private readonly Entry[] _entries = new Entry[Most];
    private int _count;
    private (int Weight, string Reason) _client;
    private HabitCheck? _habits;
    private RequestHead? _head;

    // Same: entries before and after it that are the same thing. SameValue: those in the same value.
    private record struct Entry(RuleInfo Rule, string Kind, int Weight, ValueMatch Match, bool InValue, ulong Same, ulong SameValue)
    {
        public Departure Departure { get; init; }
    }

    /// <summary>Adds what a rule found.</summary>
    /// <returns>The score of its side (request or response) from now on.</returns>
    public int Add(RuleInfo rule, string kind, int weight, ReadOnlySpan<ValueMatch> matched)
    {
        if (matched.IsEmpty) Add(new Entry(rule, kind, weight, default, false, 0, 0));
        foreach (ref readonly var match in matched[..Math.Min(matched.Length, MostOfOneRule)]) Add(new Entry(rule, kind, weight, match, true, 0, 0) { Departure = DepartureOf(rule, match) });
        return Score(rule.Phase <= RuleAction.Evidence.LastRequestPhase);
    }

    /// <summary>Notes what is known of the client besides its requests; the heaviest holds.</summary>
    public void Suspect(int weight, string reason)
    {
        if (weight > _client.Weight) _client = (weight, reason);
    }

    /// <summary>Compares what is found from now on with what is usual where it is found.</summary>
    public void Compare(HabitCheck habits, RequestHead head) => (_habits, _head) = (habits, head);

    /// <summary>How much everything weighs together.</summary>
    /// <param name="request">The request's side; otherwise the response's.</param>
    public int Score(bool request)
    {
        var score = 0;
        var unusual = 0;
        var attack = false;
        for (var counted = Counted(request); counted != 0; counted &= counted - 1)
        {
            ref readonly var entry = ref _entries[BitOperations.TrailingZeroCount(counted)];
            score += entry.Weight;
            if (IsEvasion(entry)) continue;
            attack = true;
            unusual = Math.Max(unusual, entry.Departure.Weight);
        }

        return attack && request ? score + unusual + _client.Weight : score;
    }

    /// <summary>Every reason: each rule once, in the order in which they were found, what is known of the client last.</summary>
    public IReadOnlyList<Evidence> Reasons()
    {
        if (_count == 0) return [];
        var counted = Counted(true) | Counted(false);
        var reasons = new List<Evidence>();
        var unusual = default(Departure);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var entry = ref _entries[i];
            var rule = entry.Rule;
            var at = reasons.FindIndex(r => ReferenceEquals(r.Rule, rule));
            var counts = (counted >> i & 1) != 0;
            if (counts && !IsEvasion(entry) && entry.Departure.Weight > unusual.Weight) unusual = entry.Departure;
            if (at < 0) reasons.Add(new(rule, entry.Kind, entry.Weight, counts, ""));
            else if (counts) reasons[at] = reasons[at] with { Counted = true };
        }

        if (unusual.Weight > 0) reasons.Add(new(null, Evidence.Endpoint, unusual.Weight, true, unusual.Reason));
        if (_client.Weight > 0) reasons.Add(new(null, Evidence.Client, _client.Weight, reasons.Exists(r => r.Counted), _client.Reason));
        return reasons;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (_count > 0) Array.Clear(_entries, 0, _count);
        _count = 0;
        _client = default;
        (_habits, _head) = (null, null);
    }

    private Departure DepartureOf(RuleInfo rule, in ValueMatch match)
    {
        if (_habits is null || match.Count || rule.Phase > RuleAction.Evidence.LastRequestPhase) return default;
        return match.Item.Variable switch
        {
            VariableId.ARGS or VariableId.ARGS_GET or VariableId.ARGS_POST => _habits(_head!, RequestPart.ParameterValue, match.Item.Key.Span, match.Item.Value.Span),
            VariableId.ARGS_NAMES or VariableId.ARGS_GET_NAMES or VariableId.ARGS_POST_NAMES => _habits(_head!, RequestPart.ParameterName, match.Item.Value.Span, default),
            VariableId.REQUEST_BODY or VariableId.XML => _habits(_head!, RequestPart.Body, default, default),
            _ => default,
        };
    }

    private void Add(Entry entry)
    {
        if (_count == Most) return;
        var bit = 1ul << _count;
        for (var i = 0; i < _count; i++)
        {
            ref var other = ref _entries[i];
            var sameValue = entry.InValue == other.InValue && SameValue(entry.Match, other.Match);
            if (IsSame(entry, other, sameValue))
            {
                other.Same |= bit;
                entry.Same |= 1ul << i;
            }

            if (!sameValue || IsEvasion(entry) || IsEvasion(other)) continue;
            other.SameValue |= bit;
            entry.SameValue |= 1ul << i;
        }

        _entries[_count++] = entry;
    }

    private ulong Counted(bool request)
    {
        ulong counted = 0, left = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Rule.Phase <= RuleAction.Evidence.LastRequestPhase == request) left |= 1ul << i;
        }

        while (left != 0)
        {
            var next = Heaviest(left);
            left &= ~(1ul << next);
            ref readonly var entry = ref _entries[next];
            if ((counted & entry.Same) == 0 && (entry.Weight >= Weak || (counted & entry.SameValue) == 0)) counted |= 1ul << next;
        }

        return counted;
    }

    private int Heaviest(ulong among)
    {
        var best = BitOperations.TrailingZeroCount(among);
        for (var left = among; left != 0; left &= left - 1)
        {
            var at = BitOperations.TrailingZeroCount(left);
            if (_entries[at].Weight > _entries[best].Weight) best = at;
        }

        return best;
    }

    private static bool IsEvasion(in Entry entry) => string.Equals(entry.Kind, Evasion, StringComparison.Ordinal);

    private static bool IsSame(in Entry one, in Entry other, bool sameValue)
    {
        if (ReferenceEquals(one.Rule, other.Rule)) return true;
        if (IsEvasion(one) || IsEvasion(other)) return IsEvasion(one) && IsEvasion(other);
        if (sameValue && string.Equals(one.Kind, other.Kind, StringComparison.Ordinal)) return true;
        if (sameValue && Overlaps(one.Match, other.Match)) return true;
        return Holds(one.Match.Match.Span, other.Match.Match.Span) || Holds(other.Match.Match.Span, one.Match.Match.Span);
    }

    private static bool SameValue(in ValueMatch one, in ValueMatch other) =>
        one.Item.Variable == other.Item.Variable && one.Count == other.Count && one.Item.Key.Span.SequenceEqual(other.Item.Key.Span);

    // In two decodings of a value nobody can say what lies where: it counts as the same.
    private static bool Overlaps(in ValueMatch one, in ValueMatch other)
    {
        var value = one.Transformed.Span;
        if (!value.SequenceEqual(other.Transformed.Span)) return true;
        var (first, second) = (value.IndexOf(one.Match.Span), value.IndexOf(other.Match.Span));
        return first < second + Math.Max(1, other.Match.Length) && second < first + Math.Max(1, one.Match.Length);
    }

    private static bool Holds(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> part) =>
        !part.IsEmpty && Cut(whole).IndexOf(Cut(part)) >= 0;

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, ComparedBytes)];
}
