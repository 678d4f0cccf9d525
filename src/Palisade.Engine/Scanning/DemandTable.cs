using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>
/// The conditions of a scanner, taken apart. A demand is a group that is searched for, shared by all conditions that have it: every group with literals, and of a
/// condition without any, its rarest bytes. The other groups of bytes are asked for only when all demands of a condition are met.
/// </summary>
internal sealed class DemandTable
{
    private readonly int[][] _conditions;
    private readonly int[] _searched;
    private readonly int[] _minimumLength;
    private readonly ByteSet[][] _bytes;

    public DemandTable(IReadOnlyList<MatchCondition> conditions)
    {
        _searched = new int[conditions.Count];
        _minimumLength = [.. conditions.Select(c => c.MinimumLength)];
        _bytes = new ByteSet[conditions.Count][];
        var numbers = new Dictionary<MatchGroup, int>();
        var waiting = new List<List<int>>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var searched = Searched(conditions[i]);
            _searched[i] = searched.Length;
            _bytes[i] = [.. conditions[i].Groups.Except(searched).Select(g => g.Bytes)];
            foreach (var group in searched)
            {
                if (numbers.TryAdd(group, waiting.Count)) waiting.Add([]);
                waiting[numbers[group]].Add(i);
            }
        }

        _conditions = [.. waiting.Select(w => w.ToArray())];
        Demands = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];
    }

    /// <summary>The groups that are searched for, by number.</summary>
    public IReadOnlyList<MatchGroup> Demands { get; }

    /// <summary>The conditions that wait for a demand.</summary>
    public ReadOnlySpan<int> ConditionsOf(int demand) => _conditions[demand];

    /// <summary>For how many demands a condition waits.</summary>
    public int SearchedOf(int condition) => _searched[condition];

    /// <summary>Whether the rest of a condition holds, its demands being met.</summary>
    public bool Holds(int condition, int length, in ByteSet present)
    {
        if (length < _minimumLength[condition]) return false;
        foreach (ref readonly var bytes in _bytes[condition].AsSpan())
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
}
