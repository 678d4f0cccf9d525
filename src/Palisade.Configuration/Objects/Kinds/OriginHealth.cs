using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>Requests of our own that ask whether a server is well.</summary>
public sealed record HealthCheck
{
    /// <summary>The path that is asked for; null where connecting is enough (<c>tcp: {}</c>).</summary>
    public string? Path { get; init; }

    /// <summary>The host that is asked for; null (the default) for that of the endpoint.</summary>
    public string? Host { get; init; }

    /// <summary>The method: GET (the default) or HEAD.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Which answers are well: codes and ranges. Default <c>200-399</c>.</summary>
    public IReadOnlyList<string> ExpectedStatus { get; init; } = ["200-399"];

    /// <summary>Between two, in seconds: 1 to 3,600. Default 10.</summary>
    public int IntervalSeconds { get; init; } = 10;

    /// <summary>For the answer, in milliseconds: 1 to 60,000. Default 2,000.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>How many good ones in a row bring a server back: 1 to 100. Default 2.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>How many bad ones in a row take it out: 1 to 100. Default 3.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    internal static HealthCheck Read(Fields fields)
    {
        fields.OneOf(needed: true, "path", "tcp");
        _ = fields.Mapping("tcp", _ => "");
        var check = new HealthCheck
        {
            Path = fields.OptionalText("path"),
            Host = fields.OptionalText("host"),
            Method = fields.OptionalText("method") ?? "GET",
            ExpectedStatus = fields.OptionalTexts("expected_status") ?? ["200-399"],
            IntervalSeconds = fields.Number("interval_seconds", 10, 1, 3600),
            TimeoutMs = fields.Number("timeout_ms", 2000, 1, 60_000),
            HealthyThreshold = fields.Number("healthy_threshold", 2, 1, 100),
            UnhealthyThreshold = fields.Number("unhealthy_threshold", 3, 1, 100),
        };
        if (check.Path is { } path && (!path.StartsWith('/') || path.Any(c => c is <= ' ' or > '~'))) fields.Fault("path", "It is not a path that begins with '/' and has no blanks.");
        if (check.Host is { } host && !HostName.IsHost(host)) fields.Fault("host", $"'{host}' is not a host name.");
        if (check.Method is not ("GET" or "HEAD")) fields.Fault("method", $"'{check.Method}' is not GET or HEAD: a check must change nothing.");
        foreach (var codes in check.ExpectedStatus.Where(c => !StatusRange.TryRead(c, out _))) fields.Fault("expected_status", $"'{codes}' is not a code such as 200, or a range such as 200-399.");
        return check;
    }
}

/// <summary>When requests that fail take a server out: so many of a hundred in a window.</summary>
/// <param name="FailurePercent">1 to 100. Default 30.</param>
/// <param name="WindowSeconds">1 to 3,600. Default 60.</param>
/// <param name="MinimumRequests">Below so many in the window, nothing is concluded: 1 to 100,000. Default 10.</param>
/// <param name="ReactivateSeconds">After this it is tried again: 1 to 86,400. Default 60.</param>
public sealed record PassiveHealth(int FailurePercent, int WindowSeconds, int MinimumRequests, int ReactivateSeconds)
{
    internal static PassiveHealth Read(Fields fields) => new(
        fields.Number("failure_percent", 30, 1, 100), fields.Number("window_seconds", 60, 1, 3600),
        fields.Number("minimum_requests", 10, 1, 100_000), fields.Number("reactivate_seconds", 60, 1, 86_400));
}

/// <summary>When failures one after the other throw a server out for a while, longer each time.</summary>
/// <param name="ConsecutiveFailures">1 to 1,000. Default 5.</param>
/// <param name="BaseEjectionSeconds">1 to 86,400. Default 30.</param>
/// <param name="MaxEjectionSeconds">1 to 86,400, not below the first. Default 300.</param>
/// <param name="MaxEjectionPercent">How much of a pool may be thrown out: 1 to 100. Default 50.</param>
public sealed record OutlierEjection(int ConsecutiveFailures, int BaseEjectionSeconds, int MaxEjectionSeconds, int MaxEjectionPercent)
{
    internal static OutlierEjection Read(Fields fields)
    {
        var ejection = new OutlierEjection(
            fields.Number("consecutive_failures", 5, 1, 1000), fields.Number("base_ejection_seconds", 30, 1, 86_400),
            fields.Number("max_ejection_seconds", 300, 1, 86_400), fields.Number("max_ejection_percent", 50, 1, 100));
        if (ejection.MaxEjectionSeconds < ejection.BaseEjectionSeconds) fields.Fault("max_ejection_seconds", "It is shorter than base_ejection_seconds.");
        return ejection;
    }
}
