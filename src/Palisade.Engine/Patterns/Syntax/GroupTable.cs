using System.Collections.Immutable;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>The capturing groups met so far, and the references to groups, which may come before them.</summary>
internal sealed class GroupTable
{
    /// <summary>The most capturing groups a pattern may have.</summary>
    public const int MostGroups = 65_535;

    private readonly Dictionary<string, List<int>> _numbers = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly List<(GroupReference Group, int Offset)> _references = [];

    /// <summary>The number of the last group. Set back and forth by <c>(?|…)</c>, whose branches share numbers.</summary>
    public int Count { get; set; }

    /// <summary>Every name and its numbers in order.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<int>> Names =>
        _numbers.ToDictionary(n => n.Key, n => n.Value.Order().ToImmutableArray());

    /// <summary>Opens the next group.</summary>
    public int Open(PatternCursor cursor)
    {
        if (Count == MostGroups) cursor.Fail($"more than {MostGroups} capturing groups");
        return ++Count;
    }

    /// <summary>Opens the next group and names it.</summary>
    public int Open(PatternCursor cursor, string name, bool duplicates)
    {
        var number = Open(cursor);
        if (!_names.TryAdd(number, name) && _names[number] != name) cursor.Fail("groups of the same number have different names");
        if (!_numbers.TryGetValue(name, out var numbers)) _numbers.Add(name, numbers = []);
        if (numbers.Contains(number)) return number;
        if (numbers.Count > 0 && !duplicates) cursor.Fail($"two groups have the name '{name}'");
        numbers.Add(number);
        return number;
    }

    /// <summary>Notes a reference, to be checked at the end, and answers it.</summary>
    public GroupReference Refer(GroupReference reference, int offset)
    {
        _references.Add((reference, offset));
        return reference;
    }

    /// <summary>Faults the first reference to a group that is not there.</summary>
    public void CheckReferences(PatternCursor cursor)
    {
        foreach (var (group, offset) in _references)
        {
            var exists = group.Name is { } name ? _numbers.ContainsKey(name) : group.Number >= 0 && group.Number <= Count;
            if (!exists) cursor.Fail(offset, $"there is no group '{group}'");
        }
    }
}
