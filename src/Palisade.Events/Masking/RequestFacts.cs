namespace Palisade.Events.Masking;

/// <summary>What of a request and its response may hold secrets. Everything as received; bytes.</summary>
public sealed record RequestFacts
{
    /// <summary>The request target.</summary>
    public ReadOnlyMemory<byte> Target { get; init; }

    /// <summary>The request's header lines, names and values apart.</summary>
    public IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> Headers { get; init; } = [];

    /// <summary>The part of the request body that was inspected, without content codings; empty when none was.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The response's header lines.</summary>
    public IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> ResponseHeaders { get; init; } = [];

    /// <summary>The part of the response body that was inspected, without content codings; empty when none was.</summary>
    public ReadOnlyMemory<byte> ResponseBody { get; init; }

    /// <summary>What rules want masked besides.</summary>
    public IReadOnlyList<SanitisedName> Sanitised { get; init; } = [];
}

/// <summary>A rule that matched, as the engine reports it: nothing masked. Texts are widened bytes.</summary>
public sealed record RawFinding
{
    /// <summary>The rule's id.</summary>
    public required long RuleId { get; init; }

    /// <summary>What the rule says, macros expanded.</summary>
    public string Message { get; init; } = "";

    /// <summary>What the rule says as it is written, macros and all: shown instead of <see cref="Message"/> when that holds a secret. Null when the rule says nothing.</summary>
    public string? MessageAsWritten { get; init; }

    /// <summary>The rule's <c>logdata</c>, macros expanded.</summary>
    public string Data { get; init; } = "";

    /// <summary>0 to 7; null when the rule has none.</summary>
    public int? Severity { get; init; }

    /// <summary>1 to 5.</summary>
    public int Phase { get; init; }

    /// <summary>What the match weighs towards the score; null for rules that keep none.</summary>
    public int? Weight { get; init; }

    /// <summary>Whether it adds to the score; null for rules that keep none.</summary>
    public bool? Counted { get; init; }

    /// <summary>The rule's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The file the rule stands in; null when it stands in none.</summary>
    public string? File { get; init; }

    /// <summary>The line it starts in.</summary>
    public int Line { get; init; }

    /// <summary>The values that matched, in order.</summary>
    public IReadOnlyList<RawMatch> Matches { get; init; } = [];
}

/// <summary>A value that made a rule match.</summary>
/// <param name="Variable">The variable with its member, as <c>ARGS:user</c>; widened.</param>
/// <param name="Value">The value before transformation.</param>
/// <param name="Match">The part that matched, after transformation.</param>
public readonly record struct RawMatch(string Variable, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Match);
