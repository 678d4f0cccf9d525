using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>A URL of a site that its gateways ask for now and then, as a client would: through a listener, the rules and the origin.</summary>
public sealed record MonitoredUrl
{
    private const int Most = 8;
    private const int LongestPath = 512;

    /// <summary>The path, and its query where it has one; begins with <c>/</c>, 512 characters at most.</summary>
    public string Path { get; private init; } = "/";

    /// <summary>Whether TLS is spoken; null where only a path is written: the site's first open port decides.</summary>
    public bool? Tls { get; private init; }

    /// <summary>The host that is asked for: that of the URL, or the site's first domain without <c>*</c>.</summary>
    public string Host { get; private init; } = "";

    /// <summary>The port that is written; null for any.</summary>
    public int? Port { get; private init; }

    /// <summary>The method: GET (the default) or HEAD.</summary>
    public string Method { get; private init; } = "GET";

    /// <summary>Which answers are good. Default <c>200-399</c>.</summary>
    public IReadOnlyList<StatusRange> ExpectedStatus { get; private init; } = [new(200, 399)];

    /// <summary>Between two requests, in seconds: 1 to 86,400. Default 60.</summary>
    public int IntervalSeconds { get; private init; } = 60;

    /// <summary>For the whole answer, in milliseconds: 1 to 60,000, and not longer than the interval. Default 5,000, or the interval where that is shorter.</summary>
    public int TimeoutMs { get; private init; } = 5000;

    /// <summary>As logs and metrics call it. What stands behind the <c>?</c> may be secret and is left out.</summary>
    public string Shown => $"{(Tls is { } tls ? $"{(tls ? "https" : "http")}://{Host}{(Port is { } port ? $":{port}" : "")}" : "")}{(Path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? Path[..query] + "?***" : Path)}";

    /// <summary>Two with the same are asked for alike.</summary>
    public string Identity => $"{Method} {Tls} {Host}:{Port} {Path} {IntervalSeconds} {TimeoutMs} {string.Join(',', ExpectedStatus)}";

    /// <summary>The same for a site of these domains.</summary>
    public MonitoredUrl Of(IReadOnlyList<string> domains) => Host.Length > 0 ? this : this with { Host = domains.FirstOrDefault(d => !d.StartsWith('*')) ?? "" };

    internal static MonitoredUrl Read(Fields fields)
    {
        var expected = new List<StatusRange>();
        foreach (var text in fields.OptionalTexts("expected_status") ?? ["200-399"])
        {
            if (StatusRange.TryRead(text, out var range)) expected.Add(range);
            else fields.Fault("expected_status", $"'{text}' is not a code such as 200, or a range such as 200-399.");
        }

        var interval = fields.Number("interval_seconds", 60, 1, 86_400);
        var url = Url(fields) with
        {
            Method = fields.OptionalText("method") ?? "GET",
            ExpectedStatus = expected,
            IntervalSeconds = interval,
            TimeoutMs = fields.Number("timeout_ms", Math.Min(5000, interval * 1000), 1, 60_000),
        };
        if (url.TimeoutMs > interval * 1000) fields.Fault("timeout_ms", "It is longer than interval_seconds.");
        if (url.Method is not ("GET" or "HEAD")) fields.Fault("method", $"'{url.Method}' is not GET or HEAD: a check must change nothing.");
        return url;
    }

    /// <summary>What cannot be seen of one alone.</summary>
    internal static void Check(IReadOnlyList<MonitoredUrl> all, IReadOnlyList<string> domains, Fields fields)
    {
        if (all.Count > Most) fields.Fault("health_monitor", $"There are {all.Count}; {Most} are taken.");
        foreach (var url in all.Select(u => u.Of(domains)))
        {
            if (url.Host.Length == 0) fields.Fault("health_monitor", $"'{url.Shown}' needs a host, as https://shop.example/health: the site has no domain without '*'.");
            else if (!domains.Any(d => Has(d, url.Host))) fields.Fault("health_monitor", $"'{url.Host}' is not a domain of this site.");
        }

        foreach (var twice in all.Select(u => u.Of(domains)).GroupBy(u => (u.Host, u.Shown)).Where(g => g.Count() > 1)) fields.Fault("health_monitor", $"'{twice.Key.Shown}' is there twice; what stands behind a '?' does not tell two apart.");
    }

    private static MonitoredUrl Url(Fields fields)
    {
        var text = fields.Text("url");
        var isPath = text.StartsWith('/');
        if (text.Length == 0)
        {
            if (fields.Has("url")) fields.Fault("url", "It is empty.");
            return new();
        }

        var slash = isPath ? 0 : text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme ? scheme + 3 : 0);
        var path = slash < 0 ? "/" : text[slash..];
        if (path.Length > LongestPath || path.Any(c => c is <= ' ' or > '~' or '#')) fields.Fault("url", $"Its path has blanks or other characters than ASCII, '#', or more than {LongestPath} characters.");
        if (isPath) return new() { Path = path };

        // The parser of the platform repairs what it reads, so it is asked for scheme, host and port alone.
        if (!Uri.TryCreate(slash < 0 ? text : text[..slash], UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || !HostName.IsHost(uri.Host))
        {
            fields.Fault("url", "It is neither a path, as /health, nor a URL with http or https, as https://shop.example/health.");
            return new();
        }

        return new() { Path = path, Tls = uri.Scheme is "https", Host = uri.Host, Port = uri.IsDefaultPort ? null : uri.Port };
    }

    private static bool Has(string domain, string host) =>
        domain == "*" || domain == host || (domain.StartsWith("*.", StringComparison.Ordinal) && host.Length > domain.Length - 1 && host.EndsWith(domain[1..], StringComparison.Ordinal));
}
