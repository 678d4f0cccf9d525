using System.Globalization;
using System.Text;
using Palisade.SecLang;

namespace Palisade.Protection.Apis.Documents;

/// <summary>What a node of a document is.</summary>
public enum NodeKind
{
    /// <summary>A mapping with text keys, in the order written.</summary>
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

/// <summary>One node of a JSON or YAML document, with its place. Written while reading, read-only afterwards.</summary>
public sealed class DocumentNode
{
    private readonly Dictionary<string, DocumentNode>? _byName;

    internal DocumentNode(NodeKind kind, string text, Place at)
    {
        (Kind, Text, At) = (kind, text, at);
        if (kind is NodeKind.Map) _byName = new(StringComparer.Ordinal);
    }

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>The string, the number as written, <c>true</c> or <c>false</c>; empty for the others.</summary>
    public string Text { get; }

    /// <summary>Where it starts.</summary>
    public Place At { get; }

    /// <summary>The node it stands in; null for the root. Of a YAML alias, where its anchor stands.</summary>
    public DocumentNode? Parent { get; private set; }

    /// <summary>Its name in <see cref="Parent"/>, or its number from 0.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The members of a map in the order written; empty for all others.</summary>
    public List<KeyValuePair<string, DocumentNode>> Members { get; } = [];

    /// <summary>The items of a list; empty for all others.</summary>
    public List<DocumentNode> Items { get; } = [];

    /// <summary>A member by name; null when there is none.</summary>
    public DocumentNode? this[string name] => _byName?.GetValueOrDefault(name);

    /// <summary>The JSON pointer (RFC 6901) from the root; empty for the root.</summary>
    public string Pointer
    {
        get
        {
            var steps = new Stack<string>();
            for (var node = this; node.Parent is not null; node = node.Parent) steps.Push(node.Name);
            var text = new StringBuilder();
            foreach (var step in steps) text.Append('/').Append(Escape(step));
            return text.ToString();
        }
    }

    /// <summary>A name as it stands in a JSON pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Adds a member; false when there is one of that name, which then stays.</summary>
    internal bool Add(string name, DocumentNode value)
    {
        if (!_byName!.TryAdd(name, value)) return false;
        Members.Add(new(name, value));
        value.Adopt(this, name);
        return true;
    }

    /// <summary>Adds an item.</summary>
    internal void Add(DocumentNode item)
    {
        item.Adopt(this, Items.Count.ToString(CultureInfo.InvariantCulture));
        Items.Add(item);
    }

    private void Adopt(DocumentNode parent, string name)
    {
        if (Parent is null) (Parent, Name) = (parent, name);
    }
}
