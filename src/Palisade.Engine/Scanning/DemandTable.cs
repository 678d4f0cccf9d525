using System.Runtime.CompilerServices;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>
/// The conditions of a scanner, taken apart. A demand is a group that is searched for, shared by all conditions that have it: every group with literals, and of a
/// condition without any, its rarest bytes. The other groups of bytes are asked for only when all demands of a condition are met.
/// </summary>
internal sealed class DemandTable
{
    // The conditions that wait for demand d are from _firstWaiting[d] to the next.
    private readonly int[] _waiting;
    private readonly int[] _firstWaiting;
    private readonly Rest[] _rests;
    private readonly ByteSet[] _bytes;

    public DemandTable(IReadOnlyList<MatchCondition> conditions)
    {
        _rests = new Rest[conditions.Count];
        var bytes = new List<ByteSet>();
        var numbers = new Dictionary<MatchGroup, int>();
        var waiting = new List<List<int>>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var searched = Searched(conditions[i]);
            var rest = conditions[i].Groups.Except(searched).Select(g => g.Bytes).ToArray();
            _rests[i] = new Rest(searched.Length, conditions[i].MinimumLength, bytes.Count, rest.Length);
            bytes.AddRange(rest);
            foreach (var group in searched)
            {
                if (numbers.TryAdd(group, waiting.Count)) waiting.Add([]);
                waiting[numbers[group]].Add(i);
            }
        }

        _bytes = [.. bytes];
        _waiting = [.. waiting.SelectMany(w => w)];
        _firstWaiting = new int[waiting.Count + 1];
        for (var d = 0; d < waiting.Count; d++) _firstWaiting[d + 1] = _firstWaiting[d] + waiting[d].Count;
        Demands = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];
    }

    /// <summary>The groups that are searched for, by number.</summary>
    public IReadOnlyList<MatchGroup> Demands { get; }

    /// <summary>The bytes it takes, roughly.</summary>
    public int Size => (_bytes.Length * Unsafe.SizeOf<ByteSet>()) + (_rests.Length * Unsafe.SizeOf<Rest>()) + ((_waiting.Length + _firstWaiting.Length) * sizeof(int));

    /// <summary>The conditions that wait for a demand.</summary>
    public ReadOnlySpan<int> WaitingFor(int demand) => _waiting.AsSpan(_firstWaiting[demand].._firstWaiting[demand + 1]);

    /// <summary>Whether a condition holds now that one more of its demands is met.</summary>
    public bool Holds(int condition, int length, in ByteSet present, ScanScratch scratch)
    {
        ref readonly var rest = ref _rests[condition];
        if (rest.Demands > 1 && !scratch.Complete(condition, rest.Demands)) return false;
        if (length < rest.MinimumLength) return false;
        foreach (ref readonly var bytes in _bytes.AsSpan(rest.FirstBytes, rest.BytesCount))
        {
            if (!bytes.Overlaps(present)) return false;
        }

        return true;
    }

    private static MatchGroup[] Searched(MatchCondition condition)
    {
        MatchGroup[] texts = [.. condition.Groups.Distinct().Where(g => !g.Literals.IsEmpty)];
        return texts.Length > 0 ? texts : [.. condition.Groups.OrderBy(g => g.Chance).Take(1)];
    }

    /// <summary>What a condition asks for besides one demand.</summary>
    /// <param name="Demands">How many demands it has.</param>
    /// <param name="FirstBytes">Where its groups of bytes start.</param>
    private readonly record struct Rest(int Demands, int MinimumLength, int FirstBytes, int BytesCount);
}
