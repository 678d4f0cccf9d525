namespace Palisade.Events;

/// <summary>What the client was taken for.</summary>
public sealed record EventBot
{
    /// <summary><c>none</c>, <c>good</c>, <c>suspicious</c> or <c>malicious</c>.</summary>
    public required string Class { get; init; }

    /// <summary>The bot it claims to be, or the browser it claims to be and is not; null for neither.</summary>
    public string? Name { get; init; }

    /// <summary>As <c>search_engine</c>; null for an ordinary client.</summary>
    public string? Category { get; init; }

    /// <summary>Whether it is who it claims to be: <c>not_needed</c>, <c>verified</c>, <c>pending</c>, <c>unknown</c> or <c>spoofed</c>.</summary>
    public required string Proof { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What was done: <c>not_asked</c>, <c>allowed</c>, <c>reported</c>, <c>passed</c>, <c>challenged</c>, <c>refused</c>, <c>blocked</c> or <c>answered</c>.</summary>
    public required string Outcome { get; init; }
}
