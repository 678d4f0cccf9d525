using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Manager.Version1;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Tests.Version1;

/// <summary>Policies that are made of named rules become what gateways enforce; and what is changed past the v1 interface is seen and followed by it.</summary>
public sealed class V1PolicyTests : IAsyncLifetime
{
    private const string Service = "/conf/webServices/Shop/Front/web";
    private const string Policies = "/conf/policies/security/";
    private const string OfGroup = "\"applyTo\":[{\"siteName\":\"Shop\",\"serverGroupName\":\"Front\"}]";
    private const string OfService = "\"applyTo\":[{\"siteName\":\"Shop\",\"serverGroupName\":\"Front\",\"webServiceName\":\"web\"}]";

    private TestManager _manager = null!;
    private V1Client _v1 = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _v1 = await new V1Client(_manager).SignOnAsync();
        await _v1.OkAsync("POST", "/conf/gatewayGroups/Edge");
        await _v1.OkAsync("POST", "/conf/sites/Shop");
        await _v1.OkAsync("POST", "/conf/serverGroups/Shop/Front");
        await _v1.OkAsync("POST", Service, """{"ports":[8080]}""");
        await _v1.OkAsync("POST", $"{Service}/krpInboundRules/Edge/main/8080", """{"outboundRules":{"1":{"internalIpHost":"app.internal","serverPort":8000}}}""");
    }

    public async Task DisposeAsync()
    {
        _v1.Dispose();
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task A_policy_of_signatures_is_how_the_firewall_decides()
    {
        await _v1.OkAsync("POST", $"{Policies}webApplicationSignaturesPolicies/Sig", $$"""
            {"rules":[{"name":"SQL Injection","enabled":true,"action":"block"},{"name":"Cross-Site Scripting (XSS)","enabled":false,"action":"block"},{"name":"Directory Traversal","enabled":true,"action":"none"},
            {"name":"Recommended for Blocking for Web Applications","enabled":true,"action":"block"}],
            "exceptions":[{"ruleName":"SQL Injection","comment":"The editor","predicates":[{"type":"httpRequestUrl","match":"prefix","values":["/articles/"]},{"type":"httpRequestParameterName","values":["body"]},{"type":"httpRequestMethod","values":["post"]}]},
            {"ruleName":"SQL Injection","predicates":[{"type":"sourceIpAddresses","ipGroups":["x"]}]}],{{OfService}}}
            """);
        var site = await SiteAsync();
        var firewall = await SpecAsync(KindNames.AppFirewall, site["app_firewall"]!.Value);
        Assert.NotNull(firewall["blocking"]);
        Assert.Equal(["ATTACK_TYPE_CROSS_SITE_SCRIPTING", "ATTACK_TYPE_PATH_TRAVERSAL"], firewall["detection_settings"]!["signature_selection_setting"]!["attack_type_settings"]!["disabled_attack_types"]!.Items.Select(t => t.Value));
        var rule = Assert.Single((await SpecAsync(KindNames.WafExclusionPolicy, Assert.Single(site["waf_exclusions"]!.Items).Value))["waf_exclusion_rules"]!.Items);
        Assert.Equal(("/articles/", "POST", "The editor"), (rule["path_prefix"]!.Value, rule["methods"]!.Items[0].Value, rule["reason"]!.Value));
        var excluded = rule["app_firewall_detection_control"]!["exclude_attack_type_contexts"]!.Items[0];
        Assert.Equal(("ATTACK_TYPE_SQL_INJECTION", "CONTEXT_PARAMETER", "body"), (excluded["exclude_attack_type"]!.Value, excluded["context"]!.Value, excluded["context_name"]!.Value));
        // The other exception was not widened: it is told as not enforced.
        Assert.Contains("exception of SQL Injection", (await DocumentAsync("Sig")).Metadata.Description, StringComparison.Ordinal);

        // Without a rule that blocks, it reports; and what it reported all the time it looks for.
        await _v1.OkAsync("PUT", $"{Policies}webApplicationSignaturesPolicies/Sig", """{"rules":[{"name":"SQL Injection","action":"none","enabled":true}],"exceptions":[]}""");
        site = await SiteAsync();
        firewall = await SpecAsync(KindNames.AppFirewall, site["app_firewall"]!.Value);
        Assert.NotNull(firewall["monitoring"]);
        Assert.Null(firewall["detection_settings"]!["signature_selection_setting"]!["attack_type_settings"]);
        Assert.Null(site["waf_exclusions"]);

        // Without a rule that is on, nobody asked it to refuse less.
        await _v1.OkAsync("PUT", $"{Policies}webApplicationSignaturesPolicies/Sig", """{"rules":[{"name":"XSS","enabled":false}]}""");
        firewall = await SpecAsync(KindNames.AppFirewall, (await SiteAsync())["app_firewall"]!.Value);
        Assert.NotNull(firewall["blocking"]);
        Assert.Equal("ATTACK_TYPE_CROSS_SITE_SCRIPTING", Assert.Single(firewall["detection_settings"]!["signature_selection_setting"]!["attack_type_settings"]!["disabled_attack_types"]!.Items).Value);
        await _v1.OkAsync("PUT", $"{Policies}webApplicationSignaturesPolicies/Sig", """{"rules":[{"name":"XSS","enabled":true,"action":"none"}]}""");

        // Of two policies the stronger holds.
        await _v1.OkAsync("POST", $"{Policies}webCorrelationPolicies/Cor", $$"""{"rules":[{"name":"SQL injection","enabled":true,"action":"block"}],{{OfService}}}""");
        Assert.NotNull((await SpecAsync(KindNames.AppFirewall, (await SiteAsync())["app_firewall"]!.Value))["blocking"]);
        await _v1.OkAsync("DELETE", $"{Policies}webCorrelationPolicies/Cor");
        await _v1.OkAsync("DELETE", $"{Policies}webApplicationSignaturesPolicies/Sig");
        Assert.Null((await SiteAsync())["app_firewall"]);
    }

    [Fact]
    public async Task A_protocol_policy_is_limits_methods_and_violations()
    {
        await _v1.OkAsync("POST", $"{Policies}httpProtocolPolicies/Proto", $$"""
            {"rules":[{"name":"Too Many Cookies in a Request","enabled":true,"action":"block","parameters":{"max":"40"} },{"name":"Unknown HTTP Request Method","enabled":true,"action":"block"},
            {"name":"Double URL Encoding","enabled":false,"action":"none"},{"name":"Illegal HTTP Version","enabled":true,"action":"block"},{"name":"Extremely Long Parameter","enabled":true,"action":"none","parameters":{"max":9} }],{{OfService}}}
            """);
        var site = await SiteAsync();
        var rules = (await SpecAsync(KindNames.ServicePolicy, Assert.Single(site["service_policies"]!.Items).Value))["rule_list"]!["rules"]!.Items.Select(r => r["spec"]!).ToList();
        Assert.Equal(2, rules.Count);
        Assert.Equal(("DENY", "40"), (rules[0]["action"]!.Value, rules[0]["request_constraints"]!["max_cookie_count_exceeds"]!.Value));
        Assert.Equal("true", rules[1]["http_method"]!["invert_matcher"]!.Value);
        var firewall = await SpecAsync(KindNames.AppFirewall, site["app_firewall"]!.Value);
        Assert.Equal("VIOL_EVASION_MULTIPLE_DECODING", Assert.Single(firewall["detection_settings"]!["violation_settings"]!["disabled_violation_types"]!.Items).Value);
        Assert.Equal("Kept; not enforced are the rules: Extremely Long Parameter.", (await DocumentAsync("Proto")).Metadata.Description);
    }

    [Fact]
    public async Task A_firewall_policy_is_who_may_connect()
    {
        await _v1.OkAsync("POST", "/conf/ipGroups/Office", """{"entries":[{"type":"network","networkAddress":"192.0.2.0","cidrMask":24}]}""");
        await _v1.OkAsync("POST", $"{Policies}firewallPolicies/Doors", $$"""{"inboundOperation":"permit","rules":[{"direction":"inbound","protocol":"any-tcp","ipGroup":"Office"},{"direction":"outbound","protocol":"any","ipGroup":"Nobody"}],{{OfGroup}}}""");
        var matcher = await MatcherAsync();
        Assert.Equal("true", matcher["invert_matcher"]!.Value);
        Assert.Equal(["192.0.2.0/24"], (await SpecAsync(KindNames.IpPrefixSet, matcher["prefix_sets"]!.Items[0].Value))["prefixes"]!.Items.Select(p => p.Value));
        await _v1.OkAsync("PUT", $"{Policies}firewallPolicies/Doors", """{"inboundOperation":"block"}""");
        Assert.Null((await MatcherAsync())["invert_matcher"]);

        // Who permits nobody is not taken at the word; nor where the group went.
        foreach (var nothing in new[] { """{"inboundOperation":"permit","rules":[{"direction":"inbound","protocol":"udp"}]}""", """{"rules":[{"direction":"inbound","protocol":"tcp","ipGroup":"Gone"}]}""", """{"action":"none"}""" })
        {
            await _v1.OkAsync("PUT", $"{Policies}firewallPolicies/Doors", nothing);
            Assert.Null((await SiteAsync())["service_policies"]);
        }
    }

    [Fact]
    public async Task What_is_changed_past_the_interface_is_seen_and_followed()
    {
        await _v1.OkAsync("POST", "/conf/ipGroups/Office", """{"entries":[{"type":"single","ipAddressFrom":"192.0.2.7"}]}""");
        await _v1.OkAsync("POST", $"{Policies}firewallPolicies/Doors", $$"""{"rules":[{"protocol":"http","ipGroup":"Office"}],{{OfGroup}}}""");
        var set = (await MatcherAsync())["prefix_sets"]!.Items[0].Value;
        using var client = _manager.Client(await _manager.SignOnAsync());
        await ApplyAsync(client, """{"kind":"ip_prefix_set","metadata":{"name":"office","annotations":{"palisade.internal/title":"Office"}},"spec":{"prefixes":["198.51.100.0/24"]}}""");
        Assert.Equal("198.51.100.0", (await _v1.OkAsync("GET", "/conf/ipGroups/Office"))!["entries"]![0]!["networkAddress"]!.GetValue<string>());
        Assert.Equal("198.51.100.0/24", Assert.Single((await SpecAsync(KindNames.IpPrefixSet, set))["prefixes"]!.Items).Value);

        var policy = await DocumentAsync("Doors");
        using var gone = await client.DeleteAsync($"/api/tenants/default/namespaces/default/v1_document/{policy.Key.Local.Name}");
        Assert.True(gone.IsSuccessStatusCode);
        Assert.Empty((await _v1.OkAsync("GET", $"{Policies}firewallPolicies"))!["policies"]!.AsArray());
        Assert.Null((await SiteAsync())["service_policies"]);

        // A service that is changed here makes its sites anew, too.
        await ApplyAsync(client, """{"kind":"web_service","metadata":{"name":"front.web","namespace":"shop","annotations":{"palisade.internal/title":"web"}},"spec":{"server_group":"front","ports":[8081],"inbound_rules":[{"gateway_group":"edge","alias":"main","ports":[8081],"outbound_rules":[{"priority":1,"internal_host":"app.internal","server_port":8000}]}]}}""");
        Assert.Equal("8081", (await SiteAsync())["listeners"]!.Items[0]["port"]!.Value);
        Assert.Equal(8081, (await _v1.OkAsync("GET", $"{Service}/krpInboundRules"))!["inboundKrpRules"]![0]!["gatewayPorts"]![0]!.GetValue<int>());
    }

    private static async Task ApplyAsync(HttpClient client, string item)
    {
        using var answer = await client.PostAsync("/api/tenants/default/apply", TestManager.Text($$"""{"items":[{{item}}]}"""));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<Node> MatcherAsync() => (await SpecAsync(KindNames.ServicePolicy, Assert.Single((await SiteAsync())["service_policies"]!.Items).Value))["rule_list"]!["rules"]!.Items[0]["spec"]!["ip_matcher"]!;

    private async Task<Configuration.Objects.ObjectRecord> DocumentAsync(string title) =>
        (await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = ObjectKinds.V1Document })).Objects.Single(o => V1Names.TitleOf(o) == title);

    private async Task<Node> SiteAsync() => Assert.Single((await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = KindNames.Site })).Objects).ReadSpec();

    private async Task<Node> SpecAsync(string kind, string name) => (await _manager.Store.Tenant("default").FindAsync(new(kind, "shop", name)))!.ReadSpec();
}
