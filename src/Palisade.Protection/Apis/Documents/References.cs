using System.Globalization;

namespace Palisade.Protection.Apis.Documents;

/// <summary>Follows <c>$ref</c> within one document. Other documents are refused by name: nothing is ever fetched.</summary>
public sealed class References(DocumentNode root, DocumentFaults faults)
{
    private const int MostSteps = 32;
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<DocumentNode> _told = new(ReferenceEqualityComparer.Instance);
    private bool _anchorsKnown;

    /// <summary>The document.</summary>
    public DocumentNode Root { get; } = root;

    /// <summary>Follows references from a node until there is one without; null when one leads nowhere, which is told once.</summary>
    public DocumentNode? Resolve(DocumentNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var at = node;
        for (var steps = 0; at["$ref"] is { } reference; steps++)
        {
            if (steps == MostSteps)
            {
                Tell(reference, "AP0021", $"'{reference.Text}' leads in a circle, or over more than {MostSteps} references");
                return null;
            }

            if (Target(reference) is not { } target) return null;
            at = target;
        }

        return at;
    }

    /// <summary>The node that one <c>$ref</c> names; null when there is none, which is told once.</summary>
    public DocumentNode? Target(DocumentNode reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Kind is not NodeKind.Text)
        {
            Tell(reference, "AP0022", "A $ref is a text");
            return null;
        }

        var text = reference.Text;
        if (!text.StartsWith('#'))
        {
            Tell(reference, "AP0023", $"'{text}' is in another document, which is not read", "put everything into one file");
            return null;
        }

        var found = Find(Uri.UnescapeDataString(text[1..]));
        if (found is null) Tell(reference, "AP0024", $"There is no '{text}'");
        return found;
    }

    private DocumentNode? Find(string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/') return Anchor(pointer);
        var node = Root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node.Kind is NodeKind.List && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < node.Items.Count
                ? node.Items[index]
                : node[name];
            if (next is null) return null;
            node = next;
        }

        return node;
    }

    private DocumentNode? Anchor(string name)
    {
        if (!_anchorsKnown) FindAnchors();
        return _anchors.GetValueOrDefault(name);
    }

    private void FindAnchors()
    {
        _anchorsKnown = true;
        var (waiting, seen) = (new Stack<DocumentNode>([Root]), new HashSet<DocumentNode>(ReferenceEqualityComparer.Instance));
        while (waiting.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            if (node["$anchor"] is { Kind: NodeKind.Text } anchor) _anchors.TryAdd(anchor.Text, node);
            foreach (var (_, value) in node.Members) waiting.Push(value);
            foreach (var item in node.Items) waiting.Push(item);
        }
    }

    private void Tell(DocumentNode at, string code, string message, string? hint = null)
    {
        if (_told.Add(at)) faults.Error(at, code, message, hint);
    }
}
