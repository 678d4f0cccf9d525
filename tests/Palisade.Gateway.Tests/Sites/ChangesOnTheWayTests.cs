using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Sites;

public sealed class ChangesOnTheWayTests
{
    [Theory]
    [InlineData("/old/a?b=1", "routes: [{path: {prefix: /old}, redirect: {path: /new}}]", 302, "/new?b=1")]
    [InlineData("/old/a?b=1", "routes: [{path: {prefix: /old}, redirect: {status: 308, scheme: https, host: other.example, port: 8443, keep_query: false}}]", 308, "https://other.example:8443/old/a")]
    [InlineData("/x?y", "routes: [{path: {prefix: /}, redirect: {status: 301, scheme: https}}]", 301, "https://shop.example/x?y")]
    [InlineData("//evil.example/x", "routes: [{path: {prefix: /}, redirect: {status: 301, scheme: https}}]", 301, "https://shop.example//evil.example/x")]
    public async Task A_redirect_is_answered_without_the_origin_and_recorded(string target, string routes, int status, string location)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]\n" + routes, Some.Pool(origin.Port))));

        var answer = await RawClient.AskAsync(gateway.Port, $"GET {target} HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        Assert.Equal((status, location), (answer!.Status, answer["Location"]));
        Assert.Empty(origin.Requests);
        Assert.Equal(status, (await gateway.LinesAsync(1))[0].Status);
    }

    [Fact]
    public async Task A_redirect_that_would_lead_to_itself_is_none()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]\nroutes: [{path: {prefix: /}, redirect: {scheme: http, host: shop.example}}]", Some.Pool(origin.Port))));

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /x HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Status);
        Assert.Equal("http://shop.example/x", (await RawClient.AskAsync(gateway.Port, "GET /x HTTP/1.1\r\nHost: shop.example:81\r\n\r\n"))!["Location"]);
    }

    [Theory]
    [InlineData("/old/a?b=/old", "{prefix: /new}", "/new/a?b=/old")]
    [InlineData("/old/", "{prefix: /}", "/")]
    [InlineData("/old/%2e%2e/old/x%20y", "{prefix: /new}", "/new/x%20y")]
    [InlineData("/old/a/../../old/b", "{prefix: /new}", "/new/b")]
    [InlineData("/%6fld/a", "{prefix: /new}", "/new/a")]
    [InlineData("/old/a?b", "{path: /one}", "/one?b")]
    public async Task A_path_is_rewritten_for_the_origin_and_rules_see_what_was_received(string target, string rewrite, string sent)
    {
        await using var origin = RawOrigin.Saying("hello");
        const string rules = "SecRule REQUEST_URI_RAW \"@contains old\" \"id:1,phase:1,pass,log\"";
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", $"domains: [shop.example]\nroutes: [{{path: {{prefix: /old}}, rewrite: {rewrite}}}]", Some.Pool(origin.Port), rules: rules)));

        await RawClient.AskAsync(gateway.Port, $"GET {target} HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        Assert.Equal(sent, Assert.Single(origin.Requests).StartLine.Split(' ')[1]);
        if (target.Contains("old", StringComparison.Ordinal)) Assert.Equal(EventAction.Allowed, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task Headers_are_changed_by_the_site_and_then_by_the_route()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nServer: old\r\nX-Secret: 1\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", """
            domains: [shop.example]
            request_headers: {set: {X-Site: shop, X-Who: site}, remove: [X-Bad]}
            response_headers: {set: {Server: ours}, remove: [X-Secret], add: {X-More: one}}
            routes:
              - path: {prefix: /a}
                request_headers: {set: {X-Who: route}, add: {X-Also: yes}}
                response_headers: {set: {Content-Type: text/html}}
            """, Some.Pool(origin.Port))));

        var answer = await RawClient.AskAsync(gateway.Port, "GET /a HTTP/1.1\r\nHost: shop.example\r\nX-Bad: 1\r\nX-Site: forged\r\n\r\n");

        var sent = Assert.Single(origin.Requests);
        Assert.Equal(("shop", "route", "yes", null), (sent["X-Site"], sent["X-Who"], sent["X-Also"], sent["X-Bad"]));
        Assert.Equal(("ours", null, "one", "text/html"), (answer!["Server"], answer["X-Secret"], answer["X-More"], answer["Content-Type"]));
    }

    [Fact]
    public async Task Each_route_may_have_a_pool_of_its_own()
    {
        await using var shop = RawOrigin.Saying("shop");
        await using var api = RawOrigin.Saying("api");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]\nroutes: [{path: {prefix: /x}}, {path: {prefix: /api}, origin_pool: other}]", Some.Pool(shop.Port), [null, Some.Pool(api.Port)])));

        Assert.Equal("shop", (await RawClient.AskAsync(gateway.Port, "GET /x HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Text);
        Assert.Equal("shop", (await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Text);
        Assert.Equal("api", (await RawClient.AskAsync(gateway.Port, "GET /api/a HTTP/1.1\r\nHost: shop.example\r\n\r\n"))!.Text);
    }

    [Fact]
    public async Task Maintenance_is_shown_in_the_place_of_the_site_but_attacks_are_still_blocked()
    {
        await using var origin = RawOrigin.Saying("hello");
        const string rules = "SecRule ARGS \"@contains attack\" \"id:1,phase:1,deny,status:403,log\"";
        await using var gateway = await TestGateway.StartAsync(Some.Sites(
            Some.Site("acme", "shop", "domains: [shop.example]\nmaintenance: {retry_after_seconds: 600, html: '<p>back soon</p>'}", Some.Pool(origin.Port), rules: rules),
            Some.Site("acme2", "usual", "domains: [usual.example]\nmaintenance: {status: 500}", Some.Pool(origin.Port))));

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
        var usual = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: usual.example\r\n\r\n");
        var blocked = await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: shop.example\r\n\r\n");

        Assert.Equal((503, "600", "<p>back soon</p>"), (answer!.Status, answer["Retry-After"], answer.Text));
        Assert.Equal(500, usual!.Status);
        Assert.Contains("being worked on", usual.Text, StringComparison.Ordinal);
        Assert.Equal(403, blocked!.Status);
        Assert.Empty(origin.Requests);
        await gateway.LinesAsync(3);
    }
}
