using System.Collections.Frozen;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Json;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>The words of a schema: OpenAPI 3.0's Schema Object and JSON Schema draft 2020-12 as OpenAPI 3.1 has it. The one table.</summary>
internal static class SchemaWords
{
    /// <summary>What each word becomes; words that belong together stand with the first of them that is there.</summary>
    private static readonly FrozenDictionary<string, Func<SchemaSite, DocumentNode, Keyword?>> Assertions = new Dictionary<string, Func<SchemaSite, DocumentNode, Keyword?>>
    {
        ["enum"] = ValueReaders.Enum,
        ["const"] = ValueReaders.Const,
        ["format"] = ValueReaders.Format,
        ["multipleOf"] = NumberReaders.MultipleOf,
        ["minimum"] = (site, node) => NumberReaders.Bound(site, node, isLower: true),
        ["maximum"] = (site, node) => NumberReaders.Bound(site, node, isLower: false),
        ["exclusiveMinimum"] = (site, node) => NumberReaders.Exclusive(site, node, isLower: true),
        ["exclusiveMaximum"] = (site, node) => NumberReaders.Exclusive(site, node, isLower: false),
        ["minLength"] = (site, node) => site.Count(node) is { } limit ? new LengthWord(site.Types, limit, isLeast: true) : null,
        ["maxLength"] = (site, node) => site.Count(node) is { } limit ? new LengthWord(site.Types, limit, isLeast: false) : null,
        ["pattern"] = ValueReaders.Pattern,
        ["minItems"] = (site, node) => site.Count(node) is { } limit ? new CountWord(JsonKind.Array, limit, isLeast: true) : null,
        ["maxItems"] = (site, node) => site.Count(node) is { } limit ? new CountWord(JsonKind.Array, limit, isLeast: false) : null,
        ["uniqueItems"] = (_, node) => node is { Kind: NodeKind.Flag, Text: "true" } ? new UniqueWord() : null,
        ["prefixItems"] = ContainerReaders.PrefixItems,
        ["items"] = ContainerReaders.Items,
        ["contains"] = ContainerReaders.Contains,
        ["minProperties"] = (site, node) => site.Count(node) is { } limit ? new CountWord(JsonKind.Object, limit, isLeast: true) : null,
        ["maxProperties"] = (site, node) => site.Count(node) is { } limit ? new CountWord(JsonKind.Object, limit, isLeast: false) : null,
        ["properties"] = (site, _) => ContainerReaders.Properties(site),
        ["patternProperties"] = (site, _) => site.Node["properties"] is null ? ContainerReaders.Properties(site) : null,
        ["additionalProperties"] = (site, _) => site.Node["properties"] is null && site.Node["patternProperties"] is null ? ContainerReaders.Properties(site) : null,
        ["propertyNames"] = (site, node) => new PropertyNamesWord(site.Schema(node)),
        ["required"] = ContainerReaders.Required,
        ["dependentRequired"] = ContainerReaders.DependentRequired,
        ["dependentSchemas"] = (site, node) => new DependentSchemasWord([.. site.Named(node)]),
        ["$ref"] = (site, node) => new AllWord([site.Compiler.Referred(node)]),
        ["allOf"] = (site, node) => new AllWord(site.Schemas(node)),
        ["anyOf"] = (site, node) => site.Node["discriminator"] is null ? new AnyWord(site.Schemas(node)) : CombiningReaders.Discriminated(site, node),
        ["oneOf"] = (site, node) => site.Node["discriminator"] is null ? new OneWord(site.Schemas(node)) : CombiningReaders.Discriminated(site, node),
        ["not"] = (site, node) => new NotWord(site.Schema(node)),
        ["if"] = CombiningReaders.If,
        ["unevaluatedProperties"] = (site, node) => new UnevaluatedWord(JsonKind.Object, site.Schema(node)),
        ["unevaluatedItems"] = (site, node) => new UnevaluatedWord(JsonKind.Array, site.Schema(node)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Words that are read with others, or only tell something.</summary>
    private static readonly FrozenSet<string> Others = new[]
    {
        "type", "nullable", "readOnly", "writeOnly", "discriminator", "then", "else", "minContains", "maxContains",
        "title", "description", "default", "example", "examples", "externalDocs", "xml", "deprecated",
        "$comment", "$schema", "$id", "$anchor", "$defs", "definitions", "contentEncoding", "contentMediaType", "contentSchema",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Unsupported =
        new[] { "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "dependencies", "additionalItems" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word narrows what a value may be.</summary>
    public static bool IsAssertion(string word) => word is "type" or "nullable" or "readOnly" or "writeOnly" || Assertions.ContainsKey(word) || Unsupported.Contains(word);

    /// <summary>What a schema asks for: the words for the value itself, then those that look inside, and what looks at the rest last.</summary>
    public static IEnumerable<Keyword> Of(SchemaSite site)
    {
        var keywords = new List<Keyword>();
        foreach (var (name, node) in site.Node.Members)
        {
            if (Assertions.TryGetValue(name, out var read))
            {
                if (read(site, node) is { } keyword) keywords.Add(keyword);
            }
            else if (Unsupported.Contains(name)) site.Compiler.Unsupported(node, "AP0051", $"'{name}' is not enforced here");
            else if (!Others.Contains(name) && !name.StartsWith("x-", StringComparison.Ordinal)) site.Faults.Warning(node, "AP0052", $"There is no word '{name}' for schemas; it changes nothing");
        }

        return keywords.OrderBy(Order);
    }

    private static int Order(Keyword keyword) => keyword switch
    {
        UnevaluatedWord => 2,
        _ when keyword.InPlace.Any() || keyword.Inside.Any() => 1,
        _ => 0,
    };
}
