using System.Text.Json.Serialization;

namespace Palisade.Gateway.Record.Probes;

/// <summary>One result of the health monitor: who asked whom over which way for what, and how it went.</summary>
internal sealed record ProbeEntry
{
    /// <summary>Counts all that there ever were, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The tenant of the site; empty for none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The site, with its namespace where that is not the default.</summary>
    public string Site { get; init; } = "";

    /// <summary>What was asked for, without what stands behind its <c>?</c>.</summary>
    public string Url { get; init; } = "";

    /// <summary>The host that was asked for.</summary>
    public string Host { get; init; } = "";

    /// <summary>Where the request came from, address and port; null where no connection was tried.</summary>
    public string? Client { get; init; }

    /// <summary>The listener it went to, address and port; null where there is none for it.</summary>
    public string? Gateway { get; init; }

    /// <summary>The server of the pool that it went on to, host and port as its pool has them; null where it did not come that far.</summary>
    public string? Origin { get; init; }

    /// <summary>The status of the answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>How it went.</summary>
    public ProbeResult Result { get; init; }

    /// <summary>From opening the connection to the end of the answer, in milliseconds.</summary>
    public double Ms { get; init; }

    /// <summary>What the path made of it, in the words of events (<c>passed</c>, <c>blocked</c>, <c>origin_failed</c>); null where it did not come there.</summary>
    public string? Action { get; init; }

    /// <summary>Why it was not passed, or what was wrong with the connection; null for nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>Its support id, by which its access line is found; null where it has none.</summary>
    public string? SupportId { get; init; }

    /// <summary>Whether the answer was one of those expected.</summary>
    [JsonIgnore]
    public bool IsGood => Result is ProbeResult.Ok;
}

/// <summary>How a probe went.</summary>
internal enum ProbeResult
{
    /// <summary>The answer has one of the statuses expected.</summary>
    Ok,

    /// <summary>The answer has another status.</summary>
    UnexpectedStatus,

    /// <summary>There was no whole answer in time.</summary>
    Timeout,

    /// <summary>No connection to the gateway's own port.</summary>
    NotConnected,

    /// <summary>TLS did not come about.</summary>
    Tls,

    /// <summary>The connection ended before the answer, or within it.</summary>
    Broken,

    /// <summary>What came is no HTTP.</summary>
    NoHttp,

    /// <summary>The gateway listens nowhere where the site is served and the URL could lead.</summary>
    NoListener,
}
