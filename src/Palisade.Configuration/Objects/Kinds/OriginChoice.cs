using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>What keeps a client with its server: a cookie of ours, its address, or a header.</summary>
/// <param name="CookieName">Null where it is not a cookie.</param>
/// <param name="CookieSeconds">How long the cookie lives: 1 to 31,536,000; null for as long as the browser runs.</param>
/// <param name="HeaderName">Null where it is not a header.</param>
/// <param name="SourceIp">Whether it is the address.</param>
public sealed record Stickiness(string? CookieName, int? CookieSeconds, string? HeaderName, bool SourceIp)
{
    internal static Stickiness Read(Fields fields)
    {
        fields.OneOf(needed: true, "cookie", "header", "source_ip");
        var cookie = fields.Mapping("cookie", c => new Cookie(Token(c, "name"), c.Number("ttl_seconds", 1, 31_536_000)));
        var header = fields.Mapping("header", h => Token(h, "name"));
        return new(cookie?.Name, cookie?.Seconds, header, fields.Mapping("source_ip", _ => "") is not null);
    }

    private static string Token(Fields fields, string name)
    {
        var text = fields.Text(name);
        if (text.Length > 0 && !HeaderText.IsName(text)) fields.Fault(name, $"'{text}' is not a name of HTTP: letters, digits and some signs.");
        return text;
    }

    private sealed record Cookie(string Name, int? Seconds);
}

/// <summary>What makes a request be sent to another server.</summary>
public enum RetryCause
{
    /// <summary>No connection came about: nothing was sent.</summary>
    ConnectFailure,

    /// <summary>The connection ended before an answer began.</summary>
    Reset,

    /// <summary>The answer is 502, 503 or 504.</summary>
    GatewayError,
}

/// <summary>When a request is sent to another server. Only idempotent methods are (RFC 9110, section 9.2.2), but for those that were never sent.</summary>
/// <param name="Attempts">How many more: 1 to 10. Default 1.</param>
/// <param name="Causes">Default connect_failure and reset.</param>
/// <param name="PerTryTimeoutMs">For the answer of one attempt to begin: 1 to 600,000; null (the default) for the pool's.</param>
public sealed record OriginRetries(int Attempts, IReadOnlyList<RetryCause> Causes, int? PerTryTimeoutMs)
{
    internal static OriginRetries Read(Fields fields) => new(
        fields.Number("attempts", 1, 1, 10),
        fields.Has("on") ? fields.Choices<RetryCause>("on") : [RetryCause.ConnectFailure, RetryCause.Reset],
        fields.Number("per_try_timeout_ms", 1, 600_000));
}
