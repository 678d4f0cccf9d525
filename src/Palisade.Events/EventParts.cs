using System.Text.Json.Serialization;

namespace Palisade.Events;

/// <summary>An address and a port.</summary>
/// <param name="Ip">IPv4 or IPv6 in its usual text form.</param>
/// <param name="Port">0 when unknown.</param>
public sealed record EventPeer(string Ip, int Port);

/// <summary>Who sent the request.</summary>
public sealed record EventClient
{
    /// <summary>The client's address, as trusted proxies tell it.</summary>
    public required string Ip { get; init; }

    /// <summary>The client's port; 0 when unknown.</summary>
    public int Port { get; init; }

    /// <summary>Who the connection came from, when that is a trusted proxy and not the client; otherwise null.</summary>
    public EventPeer? Peer { get; init; }
}

/// <summary>The request, masked.</summary>
public sealed record EventRequest
{
    /// <summary>As sent.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The Host header or <c>:authority</c>; empty when there was none.</summary>
    public required string Host { get; init; }

    /// <summary>The target up to the question mark, undecoded.</summary>
    public required string Path { get; init; }

    /// <summary>What follows the question mark, undecoded; null when there is none.</summary>
    public string? Query { get; init; }

    /// <summary>As <c>HTTP/1.1</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The User-Agent header; null when there was none.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Bytes of the body that arrived.</summary>
    public long Size { get; init; }
}

/// <summary>Anomaly scores as the Core Rule Set keeps them.</summary>
public sealed record EventScore
{
    /// <summary>Of the request.</summary>
    public int Inbound { get; init; }

    /// <summary>Of the response.</summary>
    public int Outbound { get; init; }
}

/// <summary>A rule that matched.</summary>
public sealed record EventFinding
{
    /// <summary>The rule's id.</summary>
    public required long RuleId { get; init; }

    /// <summary>What the rule says; null when it says nothing.</summary>
    public string? Message { get; init; }

    /// <summary>The kind of attack; null for rules that are about none, such as those that compare scores.</summary>
    public AttackType? AttackType { get; init; }

    /// <summary>The rule's severity; null when it has none.</summary>
    public EventSeverity? Severity { get; init; }

    /// <summary>1 to 5.</summary>
    public int Phase { get; init; }

    /// <summary>1 to 4, from the rule's tag; null when it has none.</summary>
    public int? ParanoiaLevel { get; init; }

    /// <summary>What the match weighs towards the score; null for rules that keep none.</summary>
    public int? Weight { get; init; }

    /// <summary>Whether it adds to the score; false when a stronger finding says the same. Null for rules that keep none.</summary>
    public bool? Counted { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>, from the signature's tag; null when it has none.</summary>
    public string? Accuracy { get; init; }

    /// <summary>The threat campaign the signature was written against; null for most.</summary>
    public string? Campaign { get; init; }

    /// <summary>Where the first match was; null for a rule without a variable.</summary>
    public EventLocation? Location { get; init; }

    /// <summary>What matched there, <c>***</c> when it may not be shown.</summary>
    public string? Match { get; init; }

    /// <summary>Where else the rule matched.</summary>
    [JsonRequired]
    public IReadOnlyList<EventLocation> AlsoAt { get; init; } = [];

    /// <summary>The rule's <c>logdata</c>; null when it has none.</summary>
    public string? Data { get; init; }

    /// <summary>The rule's tags.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The file the rule stands in; null when it stands in none.</summary>
    public string? File { get; init; }

    /// <summary>The line it starts in, from 1; 0 when it stands in no file.</summary>
    public int Line { get; init; }
}

/// <summary>A place in a request or response.</summary>
/// <param name="Collection">The variable, as <c>ARGS</c>.</param>
/// <param name="Name">The member's name; null for a variable that has none.</param>
public sealed record EventLocation(string Collection, string? Name);

/// <summary>Severities of rules, worst first; the numbers are SecLang's.</summary>
public enum EventSeverity
{
    /// <summary>0.</summary>
    Emergency,

    /// <summary>1.</summary>
    Alert,

    /// <summary>2.</summary>
    Critical,

    /// <summary>3.</summary>
    Error,

    /// <summary>4.</summary>
    Warning,

    /// <summary>5.</summary>
    Notice,

    /// <summary>6.</summary>
    Info,

    /// <summary>7.</summary>
    Debug,
}

/// <summary>Something that passed without having been looked at.</summary>
/// <param name="What">As <c>request_body</c>, <c>response_body</c>.</param>
/// <param name="Reason">A word, as <c>over_budget</c>.</param>
/// <param name="Bytes">How much; null when unknown.</param>
public sealed record EventUninspected(string What, string Reason, long? Bytes);

/// <summary>Whose fault a failure is.</summary>
public enum EventFailureSource
{
    /// <summary>The client's.</summary>
    Client,

    /// <summary>The origin's.</summary>
    Upstream,

    /// <summary>Ours.</summary>
    Engine,
}

/// <summary>Why a request failed.</summary>
/// <param name="Error">In words, masked.</param>
public sealed record EventFailure(EventFailureSource Source, string Error);

/// <summary>Times in microseconds.</summary>
public sealed record EventDurations
{
    /// <summary>From the request's first byte to the end of the response.</summary>
    public long TotalUs { get; init; }

    /// <summary>In rules.</summary>
    public long InspectionUs { get; init; }

    /// <summary>Waiting for the origin; null when it was not asked.</summary>
    public long? UpstreamUs { get; init; }
}
