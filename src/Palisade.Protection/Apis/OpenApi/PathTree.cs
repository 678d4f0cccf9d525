using System.Collections.Immutable;
using System.Text;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>The operations of one path, by method.</summary>
internal sealed record PathItem(string Path, ImmutableArray<Operation> Operations)
{
    /// <summary>The operation of a method; null when there is none.</summary>
    public Operation? Of(ReadOnlySpan<byte> method)
    {
        foreach (var operation in Operations)
        {
            if (Ascii.Equals(method, operation.Method)) return operation;
        }

        return null;
    }

    /// <summary>As in <c>GET, POST</c>.</summary>
    public string Methods => string.Join(", ", Operations.Select(o => o.Method));
}

/// <summary>A path that was found, with the values of its templates, decoded, in the order of the path.</summary>
internal readonly record struct PathMatch(PathItem Item, IReadOnlyList<ReadOnlyMemory<byte>> Values);

/// <summary>Finds the path of a request: segment by segment, literal before partly literal before any, each node of the tree at most once.</summary>
internal sealed class PathTree
{
    private const int MostSegments = 128;
    private readonly Node _root = new();

    /// <summary>Adds a path by its segments; false when the same path, whatever its templates are called, is there already.</summary>
    public bool Add(IReadOnlyList<PathSegment> segments, PathItem item)
    {
        var node = _root;
        foreach (var segment in segments) node = node.Under(segment);
        if (node.Item is not null) return false;
        node.Item = item;
        return true;
    }

    /// <summary>Finds the path.</summary>
    /// <param name="segments">The path cut at its slashes, each piece decoded.</param>
    public PathMatch? Find(IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        if (segments.Count > MostSegments) return null;
        var values = new List<ReadOnlyMemory<byte>>();
        return Find(_root, segments, 0, values) is { } item ? new(item, values) : null;
    }

    private static PathItem? Find(Node node, IReadOnlyList<ReadOnlyMemory<byte>> segments, int at, List<ReadOnlyMemory<byte>> values)
    {
        if (at == segments.Count) return node.Item;
        var segment = segments[at];
        if (node.Literal(segment.Span) is { } literal && Find(literal, segments, at + 1, values) is { } exact) return exact;
        foreach (var (template, child) in node.Templates)
        {
            var before = values.Count;
            if (template.Match(segment, values) && Find(child, segments, at + 1, values) is { } item) return item;
            values.RemoveRange(before, values.Count - before);
        }

        return null;
    }

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _literals = new(StringComparer.Ordinal);

        /// <summary>The narrowest first.</summary>
        public List<(PathSegment Segment, Node Child)> Templates { get; } = [];

        public PathItem? Item { get; set; }

        public Node? Literal(ReadOnlySpan<byte> segment)
        {
            if (_literals.Count == 0 || segment.Length > 256) return null;
            Span<char> text = stackalloc char[segment.Length];
            var length = Encoding.Latin1.GetChars(segment, text);
            return _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var node) ? node : null;
        }

        public Node Under(PathSegment segment)
        {
            if (segment.Literal is { } literal)
            {
                var key = Encoding.Latin1.GetString(literal);
                if (!_literals.TryGetValue(key, out var known)) _literals[key] = known = new();
                return known;
            }

            foreach (var (template, child) in Templates)
            {
                if (template.SameAs(segment)) return child;
            }

            var fresh = new Node();
            Templates.Add((segment, fresh));
            Templates.Sort((a, b) => b.Segment.LiteralLength.CompareTo(a.Segment.LiteralLength));
            return fresh;
        }
    }
}
