using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Reads <c>graphql</c>.</summary>
internal static class GraphqlReader
{
    private static readonly GraphqlConfig Usual = new();

    /// <summary>The spec as it is written.</summary>
    public static PolicySpec Read(Fields fields) => new GraphqlConfig
    {
        ExactPath = fields.OptionalText("exact_path") ?? Usual.ExactPath,
        MaxTotalLength = fields.Number("max_total_length", Usual.MaxTotalLength),
        MaxStructureDepth = fields.Number("max_structure_depth", Usual.MaxStructureDepth),
        MaxBatchedQueries = fields.Number("max_batched_queries", Usual.MaxBatchedQueries),
        MaxAliases = fields.Number("max_aliases", Usual.MaxAliases),
        MaxFields = fields.Number("max_fields", Usual.MaxFields),
        MaxCost = fields.Number("max_cost", Usual.MaxCost),
        MaxDirectives = fields.Number("max_directives", Usual.MaxDirectives),
        MaxTokens = fields.Number("max_tokens", Usual.MaxTokens),
        EnableIntrospection = fields.Flag("enable_introspection"),
        Format = fields.Choice("format", ViolationChoice.Block),
        Malformed = fields.Choice("malformed", ViolationChoice.Block),
        Introspection = fields.Choice("introspection", ViolationChoice.Block),
    };
}
