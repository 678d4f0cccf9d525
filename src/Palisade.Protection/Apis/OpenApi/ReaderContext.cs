using System.Collections.Frozen;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>What every part of the reader works with.</summary>
internal sealed record ReaderContext(DocumentNode Root, References References, SchemaCompiler Schemas, DocumentFaults Faults)
{
    /// <summary>Follows a reference; null, and a fault, when it leads nowhere or not to a map.</summary>
    public DocumentNode? Map(DocumentNode node, string what)
    {
        if (References.Resolve(node) is not { } found) return null;
        if (found.Kind is NodeKind.Map) return found;
        Faults.Error(found, "AP0101", $"{what} is a map");
        return null;
    }

    /// <summary>A member that is a map; null when it is not there.</summary>
    public DocumentNode? MapOf(DocumentNode node, string name)
    {
        if (node[name] is not { } member) return null;
        if (member.Kind is NodeKind.Map) return member;
        Faults.Error(member, "AP0102", $"'{name}' is a map");
        return null;
    }

    /// <summary>The items of a member that is a list; none when it is not there.</summary>
    public IReadOnlyList<DocumentNode> ListOf(DocumentNode node, string name)
    {
        if (node[name] is not { } member) return [];
        if (member.Kind is NodeKind.List) return member.Items;
        Faults.Error(member, "AP0103", $"'{name}' is a list");
        return [];
    }

    /// <summary>A member that is a text; null when it is not there.</summary>
    public string? TextOf(DocumentNode node, string name)
    {
        if (node[name] is not { } member) return null;
        if (member.Kind is NodeKind.Text) return member.Text;
        Faults.Error(member, "AP0104", $"'{name}' is a text");
        return null;
    }

    /// <summary>A member that is true or false.</summary>
    public bool Is(DocumentNode node, string name, bool otherwise = false)
    {
        if (node[name] is not { } member) return otherwise;
        if (member.Kind is NodeKind.Flag) return member.Text is "true";
        Faults.Error(member, "AP0105", $"'{name}' is true or false");
        return otherwise;
    }

    /// <summary>Warns of members that mean nothing: most are slips of the pen, and what they were to ask for is not enforced.</summary>
    public void WarnOfOthers(DocumentNode node, FrozenSet<string> known, string what)
    {
        foreach (var (name, member) in node.Members)
        {
            if (!known.Contains(name) && !name.StartsWith("x-", StringComparison.Ordinal)) Faults.Warning(member, "AP0106", $"There is no '{name}' in {what}; it changes nothing");
        }
    }
}
