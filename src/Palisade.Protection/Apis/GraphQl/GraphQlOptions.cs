using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Protection.Apis.GraphQl;

/// <summary>What GraphQL queries may be. Everything is looked at before the application sees the query.</summary>
public sealed record GraphQlOptions
{
    /// <summary>The path of the endpoint. Default <c>/graphql</c>.</summary>
    public string Path { get; init; } = "/graphql";

    /// <summary>Longest query, with its variables, in bytes. Default 16,384.</summary>
    public int MostBytes { get; init; } = 16 * 1024;

    /// <summary>Most fields inside each other, through fragments, too. Default 15: what tools make for introspection has 13.</summary>
    public int MostDepth { get; init; } = 15;

    /// <summary>Most queries in one request. Default 10.</summary>
    public int MostBatched { get; init; } = 10;

    /// <summary>Most fields under another name. Default 15.</summary>
    public int MostAliases { get; init; } = 15;

    /// <summary>Most fields, fragments counted as often as they are used. Default 1,000.</summary>
    public int MostFields { get; init; } = 1000;

    /// <summary>Highest cost: each field counts as often as <c>first</c>, <c>last</c>, <c>limit</c> and the like of the fields around it say. Default 10,000.</summary>
    public int MostCost { get; init; } = 10_000;

    /// <summary>Most directives. Default 50.</summary>
    public int MostDirectives { get; init; } = 50;

    /// <summary>Most tokens of a query. Default 5,000.</summary>
    public int MostTokens { get; init; } = 5000;

    /// <summary>Whether the schema may be asked for. Default false.</summary>
    public bool AllowIntrospection { get; init; }

    /// <summary>What happens to a query over a limit, or a request that has none. Default block.</summary>
    public ViolationAction WhenOverLimit { get; init; } = ViolationAction.Block;

    /// <summary>What happens to a text that is no query. Default block.</summary>
    public ViolationAction WhenMalformed { get; init; } = ViolationAction.Block;

    /// <summary>What happens to a query for the schema, where that is not allowed. Default block.</summary>
    public ViolationAction WhenIntrospecting { get; init; } = ViolationAction.Block;
}
