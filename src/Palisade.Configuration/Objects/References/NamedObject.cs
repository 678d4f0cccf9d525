using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.References;

/// <summary>A reference as a spec holds it. Whether it is well written, <see cref="ReferenceTable"/> says.</summary>
/// <param name="Namespace">Null for that of the object that names it.</param>
/// <param name="OfPlatform">Whether the platform's own object is meant.</param>
public sealed record NamedObject(string Name, string? Namespace = null, bool OfPlatform = false)
{
    /// <summary>The reference in a field; null when there is none.</summary>
    public static NamedObject? In(Fields fields, string name) => Of(fields.Raw(name));

    /// <summary>The references in a list; empty when there are none.</summary>
    public static IReadOnlyList<NamedObject> ListIn(Fields fields, string name)
    {
        if (fields.Raw(name) is not { Kind: not NodeKind.Nothing } list) return [];
        if (list.Kind is not NodeKind.List) fields.Fault(name, "It is not a list.");
        return [.. list.Items.Select(Of).OfType<NamedObject>()];
    }

    private static NamedObject? Of(Node? node) => node switch
    {
        { Kind: NodeKind.Text or NodeKind.Number } => new(node.Value),
        { Kind: NodeKind.Map } => new(node["name"]?.Value ?? "", node["namespace"]?.Value, node["tenant"] is not null),
        _ => null,
    };
}
