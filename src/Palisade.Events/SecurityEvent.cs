using System.Text.Json.Serialization;
using Palisade.Events.Format;

namespace Palisade.Events;

/// <summary>
/// What happened to one request that matched, was blocked or failed. Written as one line of JSON; <c>docs/events.md</c>
/// describes every field. All texts are masked and cut before they get here: whoever fills this in uses
/// <see cref="Masking.RequestMask"/>.
/// </summary>
public sealed record SecurityEvent
{
    /// <summary>The version of the schema that this code writes. Fields are only ever added to a version.</summary>
    public const string CurrentSchema = "palisade.event/1";

    /// <summary>Always <see cref="CurrentSchema"/>.</summary>
    [JsonRequired]
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The support id, as on the page that a blocked client sees.</summary>
    public required string Id { get; init; }

    /// <summary>When the request's first byte was read. Written in UTC with milliseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who sent the request.</summary>
    public required EventClient Client { get; init; }

    /// <summary>The name of the site; <c>-</c> where no site had the request's host.</summary>
    public required string Site { get; init; }

    /// <summary>The tenant of the site; null where it has none.</summary>
    public string? Tenant { get; init; }

    /// <summary>The request.</summary>
    public required EventRequest Request { get; init; }

    /// <summary>What the client was taken for; null where nothing looked.</summary>
    public EventBot? Bot { get; init; }

    /// <summary>What was done.</summary>
    public required EventAction Action { get; init; }

    /// <summary>The mode the site was in.</summary>
    public required EventMode Mode { get; init; }

    /// <summary>The HTTP status sent to the client; 0 when none was.</summary>
    public required int Status { get; init; }

    /// <summary>The anomaly scores.</summary>
    [JsonRequired]
    public EventScore Score { get; init; } = new();

    /// <summary>The rules that matched, in order.</summary>
    [JsonRequired]
    public IReadOnlyList<EventFinding> Findings { get; init; } = [];

    /// <summary>How many more rules matched than are listed.</summary>
    public int OmittedFindings { get; init; }

    /// <summary>What passed without having been looked at.</summary>
    [JsonRequired]
    public IReadOnlyList<EventUninspected> Uninspected { get; init; } = [];

    /// <summary>What went wrong; null when nothing did.</summary>
    public EventFailure? Failure { get; init; }

    /// <summary>How long it took.</summary>
    [JsonRequired]
    public EventDurations Durations { get; init; } = new();

    /// <summary>Reads one line back.</summary>
    /// <param name="line">One JSON object, with or without the line end.</param>
    /// <returns>The event, or what is wrong with the line. Never throws for any text.</returns>
    public static EventParseResult Parse(ReadOnlySpan<byte> line) => EventJson.Read(line);
}

/// <summary>The outcome of <see cref="SecurityEvent.Parse"/>: one of the two is null.</summary>
public readonly record struct EventParseResult(SecurityEvent? Event, string? Error);

/// <summary>What was done with a request.</summary>
public enum EventAction
{
    /// <summary>It passed, although rules matched.</summary>
    Allowed,

    /// <summary>It was answered by us, by rule.</summary>
    Blocked,

    /// <summary>A browser was asked to show that it is one, or a client that cannot was turned away.</summary>
    Challenged,

    /// <summary>It passed because the site only simulates.</summary>
    WouldBlock,

    /// <summary>It was no HTTP that we take, and was answered before any rule.</summary>
    Refused,

    /// <summary>It could not be served: see the failure.</summary>
    Failed,
}

/// <summary>A site's operation mode.</summary>
public enum EventMode
{
    /// <summary>Rules block.</summary>
    Active,

    /// <summary>Rules report.</summary>
    Simulation,

    /// <summary>No rules.</summary>
    Disabled,
}
