namespace Palisade.Configuration.Documents;

/// <summary>The containers that are open while a document is read. Nothing here recurses: a text cannot end the process.</summary>
internal sealed class NodeStack(DocumentLimits limits)
{
    private readonly Stack<Open> _open = new();
    private int _count;

    /// <summary>The value of the document, once it is whole.</summary>
    public Node? Root { get; private set; }

    /// <summary>The first fault; nothing is read after it.</summary>
    public TextFault? Fault { get; private set; }

    /// <summary>Whether the next scalar is the name of a member.</summary>
    public bool WantsName => _open.TryPeek(out var top) && top is { IsMap: true, Name: null };

    /// <summary>The name of the next value.</summary>
    public bool Name(string name, Spot at)
    {
        var top = _open.Peek();
        if (!top.Names!.Add(name)) return Refuse(at, $"'{name}' stands here twice; parsers disagree on which one counts.");
        if (!IsWellFormed(name)) return Refuse(at, "A name has half of a surrogate pair in it, which is no character.");
        top.Name = name;
        return true;
    }

    /// <summary>Puts a whole value where it belongs.</summary>
    public bool Value(Node value)
    {
        // A container was counted when it was opened, and so was what is in it.
        if (!Counts(value.Weight, value.At)) return false;
        if (_open.Count + value.Depth > limits.Depth) return Refuse(value.At, $"Nested more than {limits.Depth} deep.");
        if (value.Kind is NodeKind.Text && !IsWellFormed(value.Value)) return Refuse(value.At, "The text has half of a surrogate pair in it, which is no character.");
        return Place(value);
    }

    /// <summary>Opens a container.</summary>
    public bool Begin(bool map, Spot at, string? anchor = null)
    {
        if (_open.Count >= limits.Depth) return Refuse(at, $"Nested more than {limits.Depth} deep.");
        if (!Counts(1, at)) return false;
        _open.Push(new(map, at, anchor));
        return true;
    }

    /// <summary>Closes the innermost container.</summary>
    /// <returns>The container and its anchor; null when none is open.</returns>
    public (Node Node, string? Anchor)? End()
    {
        if (!_open.TryPop(out var top)) return null;
        var node = top.IsMap ? Node.OfMap(top.Members, top.At) : Node.OfList([.. top.Members.Select(m => m.Value)], top.At);
        Place(node);
        return (node, top.Anchor);
    }

    /// <summary>Ends the reading with a fault.</summary>
    public bool Refuse(Spot at, string message)
    {
        Fault ??= new(at, message);
        return false;
    }

    private bool Place(Node value)
    {
        if (!_open.TryPeek(out var top)) Root ??= value;
        else
        {
            top.Members.Add(new(top.Name ?? "", value));
            top.Name = null;
        }

        return true;
    }

    private bool Counts(int more, Spot at) =>
        (_count = (int)Math.Min((long)_count + more, int.MaxValue)) <= limits.Nodes || Refuse(at, $"The document has more than {limits.Nodes} values.");

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }

        return true;
    }

    private sealed class Open(bool map, Spot at, string? anchor)
    {
        public bool IsMap => map;

        public Spot At => at;

        public string? Anchor => anchor;

        public string? Name { get; set; }

        public HashSet<string>? Names { get; } = map ? new(StringComparer.Ordinal) : null;

        public List<KeyValuePair<string, Node>> Members { get; } = [];
    }
}
