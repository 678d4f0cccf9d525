using Palisade.Manager.Http;

namespace Palisade.Manager.Tests;

/// <summary>Every endpoint of a running manager, with names put into its path. What is new is walked without anybody's adding it.</summary>
internal static class Walk
{
    public static IReadOnlyList<Route> Of(ManagerHost host)
    {
        var routes = host.Endpoints.SelectMany(e => e.Metadata.OfType<Route>()).ToList();
        // The v1 interface has its own table, and tests of its own; nothing else is served besides.
        var besides = Assert.Single(host.Endpoints, e => !e.Metadata.OfType<Route>().Any());
        Assert.StartsWith(Palisade.Manager.Version1.V1Endpoint.Prefix, besides.RoutePattern.RawText, StringComparison.Ordinal);
        Assert.True(routes.Count > 45, $"There are {routes.Count} endpoints.");
        return routes;
    }

    public static string Path(Route route, string tenant = "acme", string space = "default", string kind = "app_firewall", string name = "secret", string id = "0123456789abcdef", string revision = "1") =>
        route.Path.Replace("{tenant}", tenant, StringComparison.Ordinal).Replace("{namespace}", space, StringComparison.Ordinal)
            .Replace("{kind}", route.Path.Contains("{namespace}", StringComparison.Ordinal) ? kind : kind is "app_firewall" ? "gateway_group" : kind, StringComparison.Ordinal)
            .Replace("{name}", name, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal).Replace("{revision}", revision, StringComparison.Ordinal);

    /// <summary>So that nothing waits.</summary>
    public static string WithoutWaiting(string path) => path.EndsWith("/watch", StringComparison.Ordinal) ? path + "?seconds=0&after=0" : path;

    /// <summary>A good body for a route; null for none.</summary>
    public static string? Body(Route route, string kind = "app_firewall", string name = "secret") => route.Body?.Type.Name switch
    {
        null => null,
        "Node" => $$$"""{"kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"},"spec":{}}""",
        "NewUser" => """{"name":"mallory","password":"a long enough word","grants":[]}""",
        "UserChange" => """{"disabled":true}""",
        "PasswordChange" => """{"new":"a long enough word","old":"another long word"}""",
        "NewToken" => """{"name":"t","role":"viewer"}""",
        "NewTenant" => """{"name":"acme"}""",
        "NewRollout" => """{"name":"secret","object":"core","stages":[{"name":"all","everyone":true}]}""",
        "RolloutReason" => """{"reason":"a test"}""",
        "Revert" => """{"revision":0}""",
        "SignOn" => """{"user":"nobody","password":"nothing at all"}""",
        "ProviderSignOn" => """{"redirect_uri":"http://127.0.0.1:1/callback","tenant":"nobody","provider":"nothing"}""",
        "FinishSignOn" => """{"flow":"f","state":"s","code":"c"}""",
        var other => throw new InvalidOperationException($"No body is known for {other}: add one."),
    };
}
