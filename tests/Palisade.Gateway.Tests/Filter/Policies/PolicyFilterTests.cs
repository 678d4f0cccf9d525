using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Policies;

public sealed class PolicyFilterTests
{
    private const string Policy = """
        kind: site
        metadata: {name: shop}
        spec:
          service_policies: [doors]
          anonymization: {query_parameters: [iban], cookies: [track], http_headers: [x-person]}
          routes:
            - path: {prefix: /open}
              service_policies: []
        ---
        kind: service_policy
        metadata: {name: doors}
        spec:
          rule_list:
            rules:
              - metadata: {name: admin, description: Administration is for the office}
                spec: {action: DENY, path: {prefix_values: [/admin]}}
              - metadata: {name: no-virus}
                spec: {action: DENY, http_method: {methods: [POST]}, body_matcher: {regex_values: [virus]}}
              - metadata: {name: uploads}
                spec: {action: ALLOW, path: {prefix_values: [/raw]}, waf_action: {waf_skip_processing: {}}}
        """;

    private const string Rules = """
        SecRequestBodyAccess Off
        SecRule ARGS "@contains attack" "id:1,phase:1,deny,status:403,log"
        """;

    [Theory]
    [InlineData("/admin/users")]
    [InlineData("/x/../%61dmin")]
    public async Task A_denied_request_is_blocked_with_policy_rule_and_reason_in_the_event(string target)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        var answer = await RawClient.AskAsync(gateway.Port, $"GET {target} HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.Equal(403, answer!.Status);
        Assert.Empty(origin.Requests);
        var told = await gateway.EventAsync();
        Assert.Equal(("shop", EventAction.Blocked), (told.Site, told.Action));
        Assert.Contains("service_policy/doors/admin", told.Findings[0].Tags);
        Assert.Equal("Service policy 'doors' denies it, rule 'admin': Administration is for the office (matched by path).", told.Findings[0].Message);
    }

    [Fact]
    public async Task What_no_rule_denies_passes_and_a_route_may_have_no_policies()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /shop HTTP/1.1\r\nHost: shop\r\n\r\n"))!.Status);
        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "POST /open HTTP/1.1\r\nHost: shop\r\nContent-Length: 5\r\n\r\nvirus"))!.Status);
        Assert.Empty(gateway.Events);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\na virus", 403)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nvir\r\n2\r\nus\r\n0\r\n\r\n", 403)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\ngood", 200)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200)]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nvirus", 200)]
    public async Task A_rule_about_the_body_decides_when_it_has_come_whether_rules_ask_for_it_or_not(string request, int expected)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules, policy: Policy);

        Assert.Equal(expected, (await RawClient.AskAsync(gateway.Port, request))!.Status);
    }

    [Fact]
    public async Task An_allowing_rule_can_spare_a_request_the_firewall()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules, policy: Policy);

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /raw?q=attack HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
        Assert.Equal(403, (await RawClient.AskAsync(gateway.Port, "GET /other?q=attack HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
    }

    [Fact]
    public async Task In_simulation_a_denied_request_passes_and_is_told()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, config => config with { Mode = OperationMode.Simulation }, policy: Policy);

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
        Assert.Equal(EventAction.WouldBlock, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task Names_that_the_site_masks_are_masked()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);

        await RawClient.AskAsync(gateway.Port, "GET /admin?iban=DE00&x=1 HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("iban=***&x=1", (await gateway.EventAsync()).Request.Query);
    }

    [Fact]
    public async Task A_new_policy_holds_for_requests_that_begin_after_it()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Policy);
        Assert.Equal(403, (await RawClient.AskAsync(gateway.Port, "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);

        gateway.Protection.Publish(TestGateway.Policy(Policy.Replace("/admin", "/closed", StringComparison.Ordinal)));

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
        Assert.Equal(403, (await RawClient.AskAsync(gateway.Port, "GET /closed HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
    }
}
