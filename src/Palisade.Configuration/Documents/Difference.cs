namespace Palisade.Configuration.Documents;

/// <summary>One place where two documents differ.</summary>
/// <param name="Path">The field's path: in the document after the change, or in the one before it for what is gone.</param>
/// <param name="Before">What was there; null for nothing.</param>
/// <param name="After">What is there; null for nothing.</param>
public sealed record Difference(string Path, Node? Before, Node? After)
{
    /// <summary>Most differences that are listed one by one; behind them, whole branches are.</summary>
    public const int Most = 10_000;

    /// <summary>Every place where two documents differ, in the order of their paths. A null document is none at all.</summary>
    public static IReadOnlyList<Difference> Between(Node? before, Node? after, string path = "")
    {
        var found = new List<Difference>();
        Compare(before, after, path, found);
        return found;
    }

    /// <summary><c>path: before → after</c>, in JSON.</summary>
    public override string ToString() => $"{Path}: {Text(Before)} → {Text(After)}";

    private static string Text(Node? node) => node is null ? "(absent)" : CanonicalJson.WriteText(node);

    private static void Compare(Node? before, Node? after, string path, List<Difference> found)
    {
        if (before is null && after is null) return;
        if (before is null || after is null || before.Kind != after.Kind || found.Count >= Most)
        {
            if (before is null || after is null || !CanonicalJson.AreEqual(before, after)) found.Add(new(path, before, after));
        }
        else if (before.Kind is NodeKind.Map) Maps(before, after, path, found);
        else if (before.Kind is NodeKind.List) Lists(before, after, path, found);
        else if (before.Value != after.Value) found.Add(new(path, before, after));
    }

    // Both are in the order of their names.
    private static void Maps(Node before, Node after, string path, List<Difference> found)
    {
        for (var (i, j) = (0, 0); i < before.Members.Count || j < after.Members.Count;)
        {
            var order = i == before.Members.Count ? 1 : j == after.Members.Count ? -1 : string.CompareOrdinal(before.Members[i].Key, after.Members[j].Key);
            var name = order <= 0 ? before.Members[i].Key : after.Members[j].Key;
            Compare(order <= 0 ? before.Members[i++].Value : null, order >= 0 ? after.Members[j++].Value : null, FieldPath.Member(path, name), found);
        }
    }

    // What is alike at both ends is left out, so that one item more or less is one difference.
    private static void Lists(Node before, Node after, string path, List<Difference> found)
    {
        var (a, b) = (before.Items, after.Items);
        var start = 0;
        while (start < a.Count && start < b.Count && CanonicalJson.AreEqual(a[start], b[start])) start++;

        var (endA, endB) = (a.Count, b.Count);
        while (endA > start && endB > start && CanonicalJson.AreEqual(a[endA - 1], b[endB - 1])) (endA, endB) = (endA - 1, endB - 1);

        for (var i = start; i < Math.Max(endA, endB); i++)
            Compare(i < endA ? a[i] : null, i < endB ? b[i] : null, FieldPath.Item(path, i), found);
    }
}
