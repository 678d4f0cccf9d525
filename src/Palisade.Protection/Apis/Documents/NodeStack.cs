using Palisade.SecLang;

namespace Palisade.Protection.Apis.Documents;

/// <summary>The containers that are open while a document is read, and the name the next value gets.</summary>
internal sealed class NodeStack(DocumentFaults faults)
{
    private readonly Stack<(DocumentNode Node, string? Name, Place NameAt)> _open = new();
    private int _count;

    /// <summary>The first value, once there is one.</summary>
    public DocumentNode? Root { get; private set; }

    /// <summary>Whether the next scalar is the name of a member.</summary>
    public bool WantsName => _open.TryPeek(out var top) && top is { Node.Kind: NodeKind.Map, Name: null };

    /// <summary>The name of the next value.</summary>
    public void Name(string name, Place at)
    {
        var top = _open.Pop();
        _open.Push((top.Node, name, at));
    }

    /// <summary>Puts a value where it belongs. False when the document is too large.</summary>
    public bool Value(DocumentNode value)
    {
        if (++_count > DocumentReader.MostNodes)
        {
            faults.Error(value.At, "AP0003", $"The document has more than {DocumentReader.MostNodes} values");
            return false;
        }

        if (!_open.TryPop(out var top))
        {
            Root ??= value;
            return true;
        }

        if (top.Node.Kind is NodeKind.List) top.Node.Add(value);
        else if (!top.Node.Add(top.Name ?? "", value)) faults.Error(top.NameAt, "AP0004", $"'{top.Name}' stands here twice", "parsers disagree on which one counts");
        _open.Push((top.Node, null, default));
        return true;
    }

    /// <summary>Opens a container. False when the document is nested too deep.</summary>
    public bool Open(DocumentNode container)
    {
        if (!Value(container)) return false;
        if (_open.Count >= DocumentReader.MostDepth)
        {
            faults.Error(container.At, "AP0005", $"The document is nested deeper than {DocumentReader.MostDepth}");
            return false;
        }

        _open.Push((container, null, default));
        return true;
    }

    /// <summary>Closes the innermost container.</summary>
    public void Close() => _open.TryPop(out _);

    /// <summary>Whether a container is still open.</summary>
    public bool IsOpen(DocumentNode container)
    {
        foreach (var (node, _, _) in _open)
        {
            if (ReferenceEquals(node, container)) return true;
        }

        return false;
    }
}
