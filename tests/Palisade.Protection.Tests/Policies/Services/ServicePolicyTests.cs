using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies.Services;

public sealed class ServicePolicyTests
{
    [Theory]
    [InlineData("path: {prefix_values: [/admin]}", "GET /admin/x", "GET /shop")]
    [InlineData("path: {prefix_values: [/admin]}", "GET /x/..;/%61dmin", "GET /?/admin")]
    [InlineData("path: {exact_values: [/a]}", "GET /a?x", "GET /ab")]
    [InlineData("path: {suffix_values: [.php]}", "GET /x.php", "GET /x.php/y")]
    [InlineData("path: {regex_values: ['^/v[0-9]+/']}", "GET /v12/x", "GET /vx/")]
    [InlineData("path: {exact_values: [/admin], transformers: [LOWER_CASE]}", "GET /AdMin", "GET /adminx")]
    [InlineData("path: {prefix_values: [/public], invert_matcher: true}", "GET /private", "GET /public/x")]
    [InlineData("http_method: {methods: [DELETE, PUT]}", "PUT /", "GET /")]
    [InlineData("http_method: {methods: [GET], invert_matcher: true}", "POST /", "GET /")]
    [InlineData("domain_matcher: {exact_values: [Shop.example]}", "GET /\nHost: SHOP.example:80", "GET /\nHost: other.example")]
    [InlineData("domain_matcher: {regex_values: ['\\.internal$']}", "GET /\nHost: a.internal.", "GET /\nHost: internal")]
    [InlineData("headers: [{name: X-Debug, check_present: {}}]", "GET /\nx-debug: 1", "GET /")]
    [InlineData("headers: [{name: X-Key, check_not_present: {}}]", "GET /", "GET /\nX-Key: 1")]
    [InlineData("headers: [{name: User-Agent, item: {regex_values: ['(?i)curl']}}]", "GET /\nUser-Agent: a\nUser-Agent: Curl/8", "GET /\nUser-Agent: x")]
    [InlineData("headers: [{name: A, item: {exact_values: [secret], transformers: [BASE64_DECODE, TRIM]}}]", "GET /\nA: IHNlY3JldA==", "GET /\nA: secre")]
    [InlineData("headers: [{name: A, item: {exact_values: [x]}, invert_matcher: true}]", "GET /", "GET /\nA: x")]
    [InlineData("query_params: [{key: a b, item: {exact_values: ['1+1']}}]", "GET /?x&a%20b=1%2b1", "GET /?a%20b=1+1")]
    [InlineData("cookie_matchers: [{name: role, item: {exact_values: [admin]}}]", "GET /\nCookie: x=y; role=admin", "GET /\nCookie: role=user")]
    [InlineData("port_matcher: {ports: ['8080']}", "GET /", "")]
    [InlineData("request_constraints: {max_query_size_exceeds: 3}", "GET /?abcd", "GET /?abc")]
    [InlineData("request_constraints: {max_cookie_count_exceeds: 1}", "GET /\nCookie: a=1; b=2", "GET /\nCookie: a=1")]
    [InlineData("request_constraints: {max_parameter_value_size_exceeds: 2}", "GET /?a=123", "GET /?a=12")]
    [InlineData("request_constraints: {max_header_count_exceeds: 1}", "GET /\nA: 1\nB: 1", "GET /\nA: 1")]
    [InlineData("request_constraints: {max_request_size_exceeds: 100}", "POST /\nContent-Length: 999999999999999999", "POST /\nContent-Length: 9")]
    [InlineData("ip_prefix_list: {ip_prefixes: [192.0.2.0/24]}", "GET /", "")]
    [InlineData("ip_prefix_list: {ip_prefixes: [10.0.0.0/8], invert_match: true}", "GET /", "")]
    [InlineData("expiration_timestamp: 2027-01-31T00:00:01Z", "GET /", "")]
    [InlineData("path: {exact_values: [/a]}\nhttp_method: {methods: [GET]}", "GET /a", "PUT /a")]
    public void A_condition_holds_for_what_it_names_and_for_nothing_else(string spec, string denied, string passed)
    {
        var site = Asked.Denying(spec);

        Assert.True(Asked.Denied(site, denied));
        if (passed.Length > 0) Assert.False(Asked.Denied(site, passed));
    }

    [Theory]
    [InlineData("expiration_timestamp: 2027-01-31T00:00:00Z")]
    [InlineData("ip_prefix_list: {ip_prefixes: [10.0.0.0/8]}")]
    [InlineData("asn_list: {as_numbers: ['64500']}")]
    [InlineData("client_selector: {expressions: ['geo.palisade/country in (DE)']}")]
    [InlineData("label_matcher: {keys: [geo.palisade/country]}")]
    public void What_is_over_elsewhere_or_unknown_holds_for_nobody(string spec) => Assert.False(Asked.Denied(Asked.Denying(spec), "GET /"));

    [Fact]
    public void A_selector_over_labels_that_are_unknown_holds_where_it_asks_for_their_absence() =>
        Assert.True(Asked.Denied(Asked.Denying("client_selector: {expressions: ['!geo.palisade/country, geo.palisade/asn notin (1)']}"), "GET /"));

    [Fact]
    public void A_rule_about_the_body_waits_for_it_and_no_other_rule_does()
    {
        var site = Asked.Denying("path: {prefix_values: [/upload]}\nbody_matcher: {regex_values: ['virus']}");

        Assert.True(Asked.Of(site, "POST /upload").NeedsBody);
        Assert.False(Asked.Of(site, "POST /other").NeedsBody);
        Assert.True(Asked.Denied(site, "POST /upload", body: "a virus"));
        Assert.False(Asked.Denied(site, "POST /upload", body: "none"));
    }

    [Fact]
    public void Fields_of_a_form_are_looked_for_in_forms_only()
    {
        var site = Asked.Denying("arg_matchers: [{name: role, item: {exact_values: [admin user]}}]");

        Assert.True(Asked.Denied(site, "POST /\nContent-Type: application/x-www-form-urlencoded; charset=utf-8", body: "a=b&role=admin+user"));
        Assert.False(Asked.Denied(site, "POST /\nContent-Type: text/plain", body: "role=admin+user"));
    }

    [Fact]
    public void The_reason_names_description_and_conditions()
    {
        var by = Asked.Of(Asked.Denying("path: {exact_values: [/a]}\nhttp_method: {methods: [GET]}"), "GET /a").Rule!;

        Assert.Equal(("service_policy", "p", "r", "A test (matched by http_method, path)"), (by.Kind, by.Policy, by.Rule, by.Reason));
    }

    [Theory]
    [InlineData("FIRST_MATCH", "NEXT_POLICY ALLOW DENY", PolicyAction.NextPolicy)]
    [InlineData("FIRST_MATCH", "ALLOW DENY", PolicyAction.Allow)]
    [InlineData("FIRST_MATCH", "DENY ALLOW", PolicyAction.Deny)]
    [InlineData("DENY_OVERRIDES", "ALLOW NEXT_POLICY DENY", PolicyAction.Deny)]
    [InlineData("DENY_OVERRIDES", "NEXT_POLICY ALLOW", PolicyAction.Allow)]
    [InlineData("ALLOW_OVERRIDES", "DENY ALLOW", PolicyAction.Allow)]
    [InlineData("ALLOW_OVERRIDES", "NEXT_POLICY DENY", PolicyAction.Deny)]
    [InlineData("ALLOW_OVERRIDES", "NEXT_POLICY", PolicyAction.NextPolicy)]
    public void Rules_are_combined_as_the_policy_says(string algorithm, string actions, PolicyAction expected)
    {
        var rules = string.Join(", ", actions.Split(' ').Select((a, i) => $"{{metadata: {{name: r{i}}}, spec: {{action: {a}}}}}"));
        var site = Policy.Site($$$"""
            kind: site
            metadata: {name: shop}
            spec: {service_policies: [p]}
            ---
            kind: service_policy
            metadata: {name: p}
            spec: {algorithm: {{{algorithm}}}, rule_list: {rules: [{{{rules}}}]}}
            """);

        Assert.Equal(expected, Asked.Of(site, "GET /").Action);
    }

    [Fact]
    public void A_set_asks_its_policies_in_order_and_has_the_last_word()
    {
        var site = Policy.Site("""
            kind: site
            metadata: {name: shop}
            spec: {service_policies: [partners, everyone]}
            ---
            kind: service_policy_set
            metadata: {name: everyone}
            spec: {policies: [offices], default_action: DENY}
            ---
            kind: service_policy
            metadata: {name: partners}
            spec: {allow_list: {prefix_list: {prefixes: [198.51.100.0/24]}}}
            ---
            kind: service_policy
            metadata: {name: offices}
            spec: {server_name: shop.example, allow_list: {ip_prefix_set: [offices]}}
            ---
            kind: ip_prefix_set
            metadata: {name: offices}
            spec: {prefixes: [203.0.113.7, '2001:db8::/32']}
            """);

        Assert.Equal(PolicyAction.Allow, Asked.Of(site, "GET /", "198.51.100.9").Action);
        Assert.Equal(PolicyAction.Allow, Asked.Of(site, "GET /\nHost: shop.example", "203.0.113.7").Action);
        Assert.Equal(PolicyAction.Allow, Asked.Of(site, "GET /\nHost: shop.example", "2001:db8::1").Action);
        Assert.Equal("default_action", Asked.Of(site, "GET /\nHost: other.example", "203.0.113.7").Rule!.Rule);
        Assert.True(Asked.Denied(site, "GET /", "203.0.113.8"));
    }

    [Theory]
    [InlineData("server_selector: {expressions: ['env in (production)']}", true)]
    [InlineData("server_selector: {expressions: ['env = test']}", false)]
    [InlineData("server_name_matcher: {regex_values: ['^shop\\.']}", true)]
    [InlineData("any_server: {}", true)]
    public void A_policy_is_about_the_servers_it_names(string server, bool expected)
    {
        var site = Policy.Site($$$"""
            kind: site
            metadata: {name: shop, labels: {env: production}}
            spec: {service_policies: [p]}
            ---
            kind: service_policy
            metadata: {name: p}
            spec: { {{{server}}}, deny_all_requests: {} }
            """);

        Assert.Equal(expected, Asked.Denied(site, "GET /\nHost: shop.example"));
    }

    [Theory]
    [InlineData("tls_fingerprint_matcher: {classes: [ADWARE]}", PolicyCodes.Unsupported)]
    [InlineData("ip_threat_category_list: {}", PolicyCodes.Unsupported)]
    [InlineData("waf_action: {waf_skip_processing: {}}", PolicyCodes.Value)]
    [InlineData("any_ip: {}\nip_prefix_list: {ip_prefixes: [10.0.0.0/8]}", PolicyCodes.Exclusive)]
    [InlineData("ip_prefix_list: {ip_prefixes: [10.0.0.0/33]}", PolicyCodes.Value)]
    [InlineData("ip_prefix_list: {ip_prefixes: ['10.1']}", PolicyCodes.Value)]
    [InlineData("ip_matcher: {prefix_sets: [gone]}", PolicyCodes.Reference)]
    [InlineData("client_selector: {expressions: ['geo.palisade/planet = mars']}", PolicyCodes.Value)]
    [InlineData("client_selector: {expressions: ['geo.palisade/country in DE']}", PolicyCodes.Value)]
    [InlineData("path: {transformers: [LOWER_CASE]}", PolicyCodes.Value)]
    [InlineData("path: {regex_values: ['(?=x)']}", PolicyCodes.Value)]
    [InlineData("path: {exact_values: [/a], transformers: [ROT13]}", PolicyCodes.Choice)]
    [InlineData("headers: [{name: A}]", PolicyCodes.Missing)]
    [InlineData("request_constraints: {max_cookie_count_exceeds: -1}", PolicyCodes.Value)]
    [InlineData("expiration_timestamp: soon", PolicyCodes.Type)]
    public void What_cannot_be_done_is_refused_by_name(string spec, string code) =>
        Assert.Equal(code, Policy.Fault(Asked.Text(spec)).Code);

    [Fact]
    public void Asking_allocates_nothing()
    {
        var site = Asked.Denying("""
            path: {prefix_values: [/nowhere], regex_values: ['^/x[0-9]+$'], transformers: [LOWER_CASE, URL_DECODE]}
            headers: [{name: User-Agent, item: {regex_values: ['(?i)curl']}}]
            query_params: [{key: a, item: {exact_values: ['1 1']}}]
            cookie_matchers: [{name: role, item: {exact_values: [admin]}, invert_matcher: true}]
            """.Replace("path", "domain_matcher: {exact_values: [a.example]}\nip_prefix_list: {ip_prefixes: [192.0.2.0/24]}\npath"));
        var request = "GET /x12?a=1%201\nHost: a.example\nUser-Agent: curl\nCookie: role=user";

        Assert.True(Asked.Denied(site, request));
        Assert.True(Allocated(site, request) < 64);
    }

    private static long Allocated(Palisade.Protection.Policies.SitePolicy site, string text)
    {
        // Building the request allocates; asking twice in one go tells what asking costs.
        long Measure(int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Asked.Again(site, text, times);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Measure(100);
        return (Measure(1000) - Measure(1)) / 1000;
    }
}
