namespace Palisade.Architecture.Tests.Metadata;

/// <summary>
/// Finds folders of one project that need each other. A folder is a namespace; files that lie directly in a folder
/// are the doorstep of what is below it and are left out, so the question is asked of brothers: of the folders of a
/// project, and again of the folders inside each of them.
/// </summary>
internal static class FolderCycles
{
    /// <summary>Each cycle as a path with one use for each step; empty when there is none.</summary>
    public static IReadOnlyList<string> Find(string root, IEnumerable<TypeUse> uses)
    {
        var inside = uses.Where(u => IsUnder(root, u.From.Namespace) && IsUnder(root, u.To.Namespace)).ToList();
        var parents = inside.SelectMany(u => Ancestors(root, u.From.Namespace)).Append(root).Distinct(StringComparer.Ordinal);
        return [.. parents.Select(parent => FindBelow(parent, inside)).OfType<string>()];
    }

    private static string? FindBelow(string parent, List<TypeUse> uses)
    {
        var arrows = new SortedDictionary<string, SortedDictionary<string, TypeUse>>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (Child(parent, use.From.Namespace) is not { } from || Child(parent, use.To.Namespace) is not { } to) continue;
            if (string.Equals(from, to, StringComparison.Ordinal)) continue;
            if (!arrows.TryGetValue(from, out var targets)) arrows[from] = targets = new(StringComparer.Ordinal);
            targets.TryAdd(to, use);
        }

        return arrows.Keys.Select(start => ShortestWayBack(start, arrows)).OfType<List<string>>().MinBy(path => path.Count) is { } found
            ? Describe(parent, found, arrows)
            : null;
    }

    private static List<string>? ShortestWayBack(string start, SortedDictionary<string, SortedDictionary<string, TypeUse>> arrows)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var at))
        {
            if (!arrows.TryGetValue(at, out var targets)) continue;
            foreach (var next in targets.Keys)
            {
                if (string.Equals(next, start, StringComparison.Ordinal)) return PathTo(start, at, cameFrom);
                if (cameFrom.TryAdd(next, at)) queue.Enqueue(next);
            }
        }

        return null;
    }

    private static List<string> PathTo(string start, string last, Dictionary<string, string> cameFrom)
    {
        List<string> path = [start];
        for (var at = last; !string.Equals(at, start, StringComparison.Ordinal); at = cameFrom[at]) path.Insert(1, at);
        path.Add(start);
        return path;
    }

    private static string Describe(string parent, List<string> path, SortedDictionary<string, SortedDictionary<string, TypeUse>> arrows)
    {
        var steps = path.Zip(path.Skip(1), (from, to) => $"  {Name(arrows[from][to].From)} uses {Name(arrows[from][to].To)}");
        return $"{parent}: {string.Join(" → ", path)}\n{string.Join('\n', steps)}";
    }

    private static string Name(TypeName type) => $"{type.Namespace}.{type.Name}";

    private static bool IsUnder(string root, string ns) => ns.StartsWith(root + ".", StringComparison.Ordinal);

    private static string? Child(string parent, string ns) => IsUnder(parent, ns) ? ns[(parent.Length + 1)..].Split('.')[0] : null;

    private static IEnumerable<string> Ancestors(string root, string ns)
    {
        for (var end = ns.LastIndexOf('.'); end > root.Length; end = ns.LastIndexOf('.', end - 1)) yield return ns[..end];
    }
}
