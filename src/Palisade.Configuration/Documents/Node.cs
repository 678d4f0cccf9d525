namespace Palisade.Configuration.Documents;

/// <summary>What a node of a document is.</summary>
public enum NodeKind
{
    /// <summary>A mapping with text keys.</summary>
    Map,

    /// <summary>A sequence.</summary>
    List,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number, kept as it was written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary><c>null</c>.</summary>
    Nothing,
}

/// <summary>Where a node starts in its text, both from 1; zero for what was not read from a text.</summary>
public readonly record struct Spot(int Line, int Column);

/// <summary>One node of a JSON or YAML document; read-only. The members of a map are in the order of their names, so that equal documents are equal node by node.</summary>
public sealed class Node
{
    private static readonly Comparison<KeyValuePair<string, Node>> ByName = static (a, b) => string.CompareOrdinal(a.Key, b.Key);

    private Node(NodeKind kind, string value, Spot at) => (Kind, Value, At) = (kind, value, at);

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>The string, the number as written, <c>true</c> or <c>false</c>; empty for the others.</summary>
    public string Value { get; }

    /// <summary>Where it starts.</summary>
    public Spot At { get; }

    /// <summary>The members of a map, by name in the order of UTF-16 units (as RFC 8785 sorts); empty for all others.</summary>
    public IReadOnlyList<KeyValuePair<string, Node>> Members { get; private init; } = [];

    /// <summary>The items of a list; empty for all others.</summary>
    public IReadOnlyList<Node> Items { get; private init; } = [];

    /// <summary>How many nodes it is of, itself and aliases counted each time.</summary>
    public int Weight { get; private init; } = 1;

    /// <summary>How many containers are inside each other; zero for a scalar.</summary>
    public int Depth { get; private init; }

    /// <summary>An empty map.</summary>
    public static Node EmptyMap { get; } = new(NodeKind.Map, "", default);

    /// <summary>A member by name; null when there is none.</summary>
    public Node? this[string name]
    {
        get
        {
            var (low, high) = (0, Members.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = string.CompareOrdinal(Members[middle].Key, name);
                if (order == 0) return Members[middle].Value;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }

            return null;
        }
    }

    /// <summary>A text.</summary>
    public static Node OfText(string value, Spot at = default) => new(NodeKind.Text, value, at);

    /// <summary>A number, as JSON writes it.</summary>
    public static Node OfNumber(string value, Spot at = default) => new(NodeKind.Number, value, at);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Node OfFlag(bool value, Spot at = default) => new(NodeKind.Flag, value ? "true" : "false", at);

    /// <summary><c>null</c>.</summary>
    public static Node OfNothing(Spot at = default) => new(NodeKind.Nothing, "", at);

    /// <summary>A list.</summary>
    public static Node OfList(IReadOnlyList<Node> items, Spot at = default) =>
        new(NodeKind.List, "", at) { Items = items, Weight = 1 + items.Sum(i => i.Weight), Depth = 1 + items.Select(i => i.Depth).DefaultIfEmpty().Max() };

    /// <summary>A map of members with names of their own.</summary>
    public static Node OfMap(IEnumerable<KeyValuePair<string, Node>> members, Spot at = default)
    {
        var sorted = members.ToList();
        sorted.Sort(ByName);
        return new(NodeKind.Map, "", at) { Members = sorted, Weight = 1 + sorted.Sum(m => m.Value.Weight), Depth = 1 + sorted.Select(m => m.Value.Depth).DefaultIfEmpty().Max() };
    }

    /// <summary>The same map without some of its members.</summary>
    public Node Without(IReadOnlySet<string> names) => OfMap(Members.Where(m => !names.Contains(m.Key)), At);

    /// <summary>The same map without one of its members.</summary>
    public Node Without(string name) => OfMap(Members.Where(m => m.Key != name), At);

    /// <summary>The same map with one member more, or in the place of the one of that name.</summary>
    public Node With(string name, Node value) => OfMap(Members.Where(m => m.Key != name).Append(new(name, value)), At);
}
