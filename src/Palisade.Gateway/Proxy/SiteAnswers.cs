using System.Globalization;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>What a site answers without its origin: the page of maintenance, and where its routes send clients.</summary>
internal sealed class SiteAnswers(BlockPage page)
{
    /// <summary>Ends the request, where the site has an answer of its own.</summary>
    public void Run(Exchange exchange)
    {
        var delivery = exchange.Served!.Delivery;
        if (delivery.Maintenance is { Enabled: true } maintenance) exchange.End(Verdict(exchange, maintenance));
        else if (exchange.Route >= 0 && exchange.Route < delivery.Routes.Count && delivery.Routes[exchange.Route].Redirect is { } redirect) Send(exchange, redirect);
    }

    private Verdict Verdict(Exchange exchange, MaintenancePage maintenance)
    {
        var verdict = new Verdict(VerdictKind.Answered, maintenance.Status, "maintenance");
        var body = maintenance.Html is { } own ? BlockPage.Fill(own, verdict, exchange.Head.Id) : page.Html(verdict, exchange.Head.Id);
        List<KeyValuePair<string, string>> headers = [];
        if (maintenance.RetryAfterSeconds is { } seconds) headers.Add(new("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        return verdict with { Reply = new("text/html; charset=utf-8", body, headers) };
    }

    /// <summary>Sends the client elsewhere. One that is there already is not: it would come back for ever.</summary>
    private static void Send(Exchange exchange, Redirect redirect)
    {
        var location = RedirectTarget.Of(exchange, redirect);
        if (location != RedirectTarget.Own(exchange)) exchange.End(new(VerdictKind.Answered, redirect.Status, "redirect", location, new Reply("", [])));
    }
}

/// <summary>Where a redirect leads.</summary>
internal static class RedirectTarget
{
    /// <summary>The URL, or, where only a path is given, the path: client and origin may see different ports.</summary>
    public static string Of(Exchange exchange, Redirect redirect)
    {
        var target = OriginForm.Of(Encoding.Latin1.GetString(exchange.Head.Target.Span));
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var query = redirect.KeepQuery && mark >= 0 ? target[mark..] : "";
        var path = (redirect.Path ?? (mark < 0 ? target : target[..mark])) + query;
        if (redirect is { Scheme: null, Host: null, Port: null }) return path == target ? Own(exchange) : path;

        var scheme = redirect.Scheme ?? SchemeOf(exchange);
        return $"{scheme}://{redirect.Host ?? HostOf(exchange)}{Port(scheme, redirect.Port)}{path}";
    }

    /// <summary>The URL that was asked for.</summary>
    public static string Own(Exchange exchange)
    {
        var (scheme, host) = (SchemeOf(exchange), HeadValues.First(exchange.Head.Headers, "Host") ?? "");
        var usual = scheme is "https" ? ":443" : ":80";
        if (host.EndsWith(usual, StringComparison.Ordinal)) host = host[..^usual.Length];
        return $"{scheme}://{host}{OriginForm.Of(Encoding.Latin1.GetString(exchange.Head.Target.Span))}";
    }

    private static string Port(string scheme, int? port) =>
        port is not { } number || number == (scheme is "https" ? 443 : 80) ? "" : string.Create(CultureInfo.InvariantCulture, $":{number}");

    private static string SchemeOf(Exchange exchange) =>
        exchange.Encrypted || (exchange.Client.PeerTrusted && Ascii.EqualsIgnoreCase(HeadValues.Bytes(exchange.Head.Headers, "X-Forwarded-Proto"), "https"u8)) ? "https" : "http";

    private static string HostOf(Exchange exchange)
    {
        var host = HeadValues.First(exchange.Head.Headers, "Host") ?? "";
        var colon = host.StartsWith('[') ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? host[..colon] : host;
    }
}
