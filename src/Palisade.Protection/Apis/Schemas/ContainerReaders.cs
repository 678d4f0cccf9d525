using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Patterns;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Reads the words about arrays and objects.</summary>
internal static class ContainerReaders
{
    /// <summary><c>prefixItems</c>, with <c>items</c> for those behind them.</summary>
    public static Keyword? PrefixItems(SchemaSite site, DocumentNode node) =>
        new ItemsWord(site.Schemas(node), site.Node["items"] is { Kind: not NodeKind.List } rest ? site.Schema(rest) : null);

    /// <summary><c>items</c> alone.</summary>
    public static Keyword? Items(SchemaSite site, DocumentNode node)
    {
        if (node.Kind is NodeKind.List) site.Faults.Error(node, "AP0071", "'items' is one schema", "a list of schemas is called prefixItems since JSON Schema 2020-12");
        else if (site.Node["prefixItems"] is null) return new ItemsWord([], site.Schema(node));
        return null;
    }

    /// <summary><c>contains</c>.</summary>
    public static Keyword? Contains(SchemaSite site, DocumentNode node)
    {
        var least = site.Node["minContains"] is { } min ? site.Count(min) ?? 1 : 1;
        var most = site.Node["maxContains"] is { } max ? site.Count(max) ?? int.MaxValue : int.MaxValue;
        return new ContainsWord(site.Schema(node), least, most);
    }

    /// <summary>The three words about members.</summary>
    public static Keyword? Properties(SchemaSite site)
    {
        var named = site.Node["properties"] is { } properties ? site.Named(properties) : [];
        var patterns = new List<(EcmaPattern, Schema)>();
        if (site.Node["patternProperties"] is { } byPattern)
        {
            foreach (var (text, node) in byPattern.Members)
            {
                if (site.Pattern(node, text) is { } pattern) patterns.Add((pattern, site.Schema(node)));
            }
        }

        var others = site.Node["additionalProperties"] is { } rest ? site.Schema(rest) : null;
        // What true allows needs no look, but for somebody who asks what was looked at.
        return new PropertiesWord(new NameTable<Schema>([.. named]), [.. named.Select(n => n.Schema)], [.. patterns], others);
    }

    /// <summary><c>required</c>.</summary>
    public static Keyword? Required(SchemaSite site, DocumentNode node)
    {
        // OpenAPI 2 and drafts before 4 had a flag on the member itself; it is a common slip.
        if (node.Kind is NodeKind.Flag)
        {
            site.Faults.Warning(node, "AP0072", "'required' is a list of names beside 'properties'; as a flag it changes nothing");
            return null;
        }

        var names = site.Names(node);
        return names.Count == 0 ? null : new RequiredWord([.. names.Select(n => (Encoding.UTF8.GetBytes(n), $"a member '{n}'", Member(site, n)))]);
    }

    /// <summary><c>dependentRequired</c>.</summary>
    public static Keyword? DependentRequired(SchemaSite site, DocumentNode node) =>
        new DependentRequiredWord([.. node.Members.Select(m => (Encoding.UTF8.GetBytes(m.Key), Needs(site, m.Key, m.Value)))]);

    private static (byte[] Name, string Expected)[] Needs(SchemaSite site, string name, DocumentNode list) =>
        [.. site.Names(list).Select(n => (Encoding.UTF8.GetBytes(n), $"a member '{n}' beside '{name}'"))];

    private static Schema? Member(SchemaSite site, string name) => site.Node["properties"]?[name] is { } node ? site.Schema(node) : null;
}
