using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>
/// Address lists of the platform, which policies name with <c>tenant: system</c>. Among the objects that a policy is made of, each is called by a name that no object of a
/// tenant can have: a tenant may have a list of the same name.
/// </summary>
internal static class PlatformSets
{
    /// <summary>What a list of the platform is called.</summary>
    public static string NameOf(string space, string name) => $"{ObjectNames.SystemTenant}/{space}/{name}";

    /// <summary>Whether a reference means one.</summary>
    public static bool IsMeant(ObjectReference reference) => reference.OfPlatform && reference.Kinds.Contains(KindNames.IpPrefixSet);

    /// <summary>An object's spec in which each of them is named by one text, as everything else is.</summary>
    public static Node Named(ObjectDraft draft)
    {
        var spec = draft.Spec;
        foreach (var rule in ReferenceTable.Of(draft.Key.Local.Kind).Where(r => r.MayBeOfPlatform && r.Kinds.Contains(KindNames.IpPrefixSet))) spec = Named(spec, rule, 0, draft.Key.Local.Namespace);
        return spec;
    }

    private static Node Named(Node node, ReferenceRule rule, int step, string home)
    {
        if (step == rule.Steps.Count) return node["tenant"]?.Value is ObjectNames.SystemTenant ? Node.OfText(NameOf(node["namespace"]?.Value ?? home, node["name"]?.Value ?? ""), node.At) : node;
        if (rule.Steps[step] is not "[]")
        {
            if (node[rule.Steps[step]] is not { } inner) return node;
            var named = Named(inner, rule, step + 1, home);
            return ReferenceEquals(named, inner) ? node : node.With(rule.Steps[step], named);
        }

        if (node.Kind is not NodeKind.List) return node;
        var items = node.Items.Select(i => Named(i, rule, step + 1, home)).ToList();
        return items.Zip(node.Items).All(pair => ReferenceEquals(pair.First, pair.Second)) ? node : Node.OfList(items, node.At);
    }
}
