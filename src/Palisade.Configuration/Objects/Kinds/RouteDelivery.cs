using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>What a route of a site says about delivery: another pool, a redirect, or changes on the way.</summary>
public sealed record RouteDelivery
{
    /// <summary>An <c>origin_pool</c>; null for that of the site.</summary>
    public NamedObject? OriginPool { get; init; }

    /// <summary>Where clients are sent in the place of an answer; null for an answer.</summary>
    public Redirect? Redirect { get; init; }

    /// <summary>How the path is changed for the origin; null for as it is.</summary>
    public Rewrite? Rewrite { get; init; }

    /// <summary>What is changed in headers of requests, after what the site says.</summary>
    public HeaderChanges RequestHeaders { get; init; } = HeaderChanges.None;

    /// <summary>What is changed in headers of answers, after what the site says.</summary>
    public HeaderChanges ResponseHeaders { get; init; } = HeaderChanges.None;

    internal static RouteDelivery Read(Fields fields, string[] protection)
    {
        foreach (var name in protection) _ = name is "labels" or "anonymization" || fields.Has(name);
        _ = fields.Has("path") | fields.Has("methods");
        fields.OneOf(needed: false, "redirect", "origin_pool");
        fields.OneOf(needed: false, "redirect", "rewrite");
        var prefix = fields.Raw("path")?["prefix"] is not null;
        return new()
        {
            OriginPool = NamedObject.In(fields, "origin_pool"),
            Redirect = fields.Mapping("redirect", Kinds.Redirect.Read),
            Rewrite = fields.Mapping("rewrite", f => Kinds.Rewrite.Read(f, prefix)),
            RequestHeaders = fields.Mapping("request_headers", HeaderChanges.Read) ?? HeaderChanges.None,
            ResponseHeaders = fields.Mapping("response_headers", HeaderChanges.Read) ?? HeaderChanges.None,
        };
    }
}

/// <summary>Where clients are sent. What is not said stays as it is in the request.</summary>
/// <param name="Status">301, 302, 303, 307 or 308. Default 302.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>; null for that of the request.</param>
/// <param name="Host">Null for that of the request.</param>
/// <param name="Port">1 to 65,535; null for the scheme's.</param>
/// <param name="Path">The whole path; null for that of the request.</param>
/// <param name="KeepQuery">Default true.</param>
public sealed record Redirect(int Status, string? Scheme, string? Host, int? Port, string? Path, bool KeepQuery)
{
    internal static Redirect Read(Fields fields)
    {
        var redirect = new Redirect(
            fields.Number("status", 302, 300, 399), fields.OptionalText("scheme"), fields.OptionalText("host"),
            fields.Number("port", 1, 65_535), fields.OptionalText("path"), fields.Flag("keep_query", usual: true));
        if (redirect.Status is not (301 or 302 or 303 or 307 or 308)) fields.Fault("status", $"{redirect.Status} is not 301, 302, 303, 307 or 308.");
        if (redirect.Scheme is not (null or "http" or "https")) fields.Fault("scheme", $"'{redirect.Scheme}' is not http or https.");
        if (redirect.Host is { } host && !HostName.IsHost(host)) fields.Fault("host", $"'{host}' is not a host name.");
        if (redirect.Path is { } path && !PathText.IsPath(path)) fields.Fault("path", PathText.Grammar);
        if (redirect is { Scheme: null, Host: null, Port: null, Path: null }) fields.Add([new(fields.Path, "One of scheme, host, port and path is needed: it would lead back to itself.")]);
        return redirect;
    }
}

/// <summary>How a path is changed for the origin: as a whole, or the prefix that the route matched.</summary>
public sealed record Rewrite(string? Path, string? Prefix)
{
    internal static Rewrite Read(Fields fields, bool hasPrefix)
    {
        fields.OneOf(needed: true, "path", "prefix");
        var rewrite = new Rewrite(fields.OptionalText("path"), fields.OptionalText("prefix"));
        if (rewrite.Path is { } path && !PathText.IsPath(path)) fields.Fault("path", PathText.Grammar);
        if (rewrite.Prefix is { } prefix && !PathText.IsPath(prefix)) fields.Fault("prefix", PathText.Grammar);
        if (rewrite.Prefix is not null && !hasPrefix) fields.Fault("prefix", "The route's path has no prefix that it could be put in the place of.");
        return rewrite;
    }
}

/// <summary>Paths as they stand in a request line.</summary>
internal static class PathText
{
    public const string Grammar = "It is not a path that begins with '/' and has neither blanks nor '?' or '#'.";

    public static bool IsPath(string text) => text.Length is > 0 and <= 8192 && text[0] is '/' && text.All(c => c is > ' ' and <= '~' and not ('?' or '#' or '"' or '<' or '>' or '\\'));
}
