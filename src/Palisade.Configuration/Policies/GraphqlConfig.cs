namespace Palisade.Configuration.Policies;

/// <summary>What GraphQL queries may be.</summary>
public sealed record GraphqlConfig : PolicySpec
{
    /// <summary>The path of the endpoint. Default <c>/graphql</c>.</summary>
    public string ExactPath { get; init; } = "/graphql";

    /// <summary>Longest request, in bytes. 1 to 13,107,200. Default 16,384.</summary>
    public int MaxTotalLength { get; init; } = 16 * 1024;

    /// <summary>Most fields inside each other. 1 to 200. Default 15.</summary>
    public int MaxStructureDepth { get; init; } = 15;

    /// <summary>Most queries in one request. 1 to 1,000. Default 10.</summary>
    public int MaxBatchedQueries { get; init; } = 10;

    /// <summary>Most aliases. 0 to 100,000. Default 15.</summary>
    public int MaxAliases { get; init; } = 15;

    /// <summary>Most fields. 1 to 1,000,000. Default 1,000.</summary>
    public int MaxFields { get; init; } = 1000;

    /// <summary>Highest cost. 1 to 1,000,000,000. Default 10,000.</summary>
    public int MaxCost { get; init; } = 10_000;

    /// <summary>Most directives. 0 to 100,000. Default 50.</summary>
    public int MaxDirectives { get; init; } = 50;

    /// <summary>Most tokens. 1 to 1,000,000. Default 5,000.</summary>
    public int MaxTokens { get; init; } = 5000;

    /// <summary>Whether the schema may be asked for. Default false.</summary>
    public bool EnableIntrospection { get; init; }

    /// <summary>What happens to queries over a limit, or requests without one. Default block.</summary>
    public ViolationChoice Format { get; init; } = ViolationChoice.Block;

    /// <summary>What happens to texts that are no query. Default block.</summary>
    public ViolationChoice Malformed { get; init; } = ViolationChoice.Block;

    /// <summary>What happens to queries for the schema where it may not be asked for. Default block.</summary>
    public ViolationChoice Introspection { get; init; } = ViolationChoice.Block;

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (ExactPath.Length == 0 || ExactPath[0] != '/') yield return new($"{at}.exact_path", $"'{ExactPath}' does not begin with '/', as every path does.");
        foreach (var (field, value, low, high) in new[]
        {
            ("max_total_length", MaxTotalLength, 1, 13_107_200), ("max_structure_depth", MaxStructureDepth, 1, 200), ("max_batched_queries", MaxBatchedQueries, 1, 1000),
            ("max_aliases", MaxAliases, 0, 100_000), ("max_fields", MaxFields, 1, 1_000_000), ("max_cost", MaxCost, 1, 1_000_000_000),
            ("max_directives", MaxDirectives, 0, 100_000), ("max_tokens", MaxTokens, 1, 1_000_000),
        })
        {
            if (value < low || value > high) yield return new($"{at}.{field}", $"{value} is not in {low} to {high}.");
        }
    }
}
