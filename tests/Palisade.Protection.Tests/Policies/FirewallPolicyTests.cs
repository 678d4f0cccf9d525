using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Firewall;
using Palisade.Protection.Signatures;
using Palisade.SecLang;

namespace Palisade.Protection.Tests.Policies;

/// <summary>What <c>app_firewall</c> and <c>waf_exclusion_policy</c> make of requests.</summary>
public sealed class FirewallPolicyTests
{
    private const string Attack = "/?q=1%27+UNION+SELECT+name%2C+password+FROM+users+--+";

    private static readonly Lazy<SharedRules> Shared = new(() => SharedRules.Load(new() { Mode = EngineMode.On }));

    [Fact]
    public void Without_a_firewall_the_rules_hold_as_they_are()
    {
        var site = Site("kind: site\nmetadata: {name: shop}\nspec: {}\n");
        Assert.Null(site.Whole.Firewall);
        Assert.Empty(site.Firewalls);
    }

    [Fact]
    public void Blocking_blocks_and_monitoring_reports()
    {
        Assert.Equal(403, Run(Firewall("blocking: {}"), Attack).Interruption?.Status);
        var (interruption, would, _) = Run(Firewall("monitoring: {}"), Attack);
        Assert.Null(interruption);
        Assert.Equal(403, would?.Status);
    }

    [Fact]
    public void A_disabled_attack_type_is_not_looked_for()
    {
        var found = Run(Firewall("detection_settings: {signature_selection_setting: {attack_type_settings: {disabled_attack_types: [ATTACK_TYPE_SQL_INJECTION]}}}"), Attack);
        Assert.Null(found.Interruption);
        Assert.DoesNotContain(found.Findings, f => f.Rule.Tags.Contains("attack-type/ATTACK_TYPE_SQL_INJECTION"));
    }

    [Theory]
    [InlineData("only_high_accuracy_signatures", false, false)]
    [InlineData("high_medium_accuracy_signatures", true, false)]
    [InlineData("high_medium_low_accuracy_signatures", true, true)]
    public void Accuracy_selects_signatures(string selection, bool medium, bool low)
    {
        var rules = Rules(Firewall($"detection_settings: {{signature_selection_setting: {{{selection}: {{}}}}}}"));
        Assert.Contains(rules.Rules, r => r.Tags.Contains("accuracy/high"));
        Assert.Equal(medium, rules.Rules.Any(r => r.Tags.Contains("accuracy/medium")));
        Assert.Equal(low && BuiltInSignatures.Read().Signatures.Any(s => s.Accuracy is SignatureAccuracy.Low), rules.Rules.Any(r => r.Tags.Contains("accuracy/low")));
    }

    [Fact]
    public void A_threshold_and_a_status_of_its_own()
    {
        Assert.Null(Run(Firewall("thresholds: {block_at: 99}"), Attack).Interruption);
        var page = Firewall("blocking_page: {blocking_page: '<p>{{support_id}}</p>', response_code: 418}");
        Assert.Equal(418, Run(page, Attack).Interruption?.Status);
    }

    [Fact]
    public void A_violation_can_be_disabled()
    {
        Assert.Equal(400, Run(Firewall("{}"), "/", "{\"a\":").Interruption?.Status);
        Assert.Null(Run(Firewall("detection_settings: {violation_settings: {disabled_violation_types: [VIOL_JSON_MALFORMED]}}"), "/", "{\"a\":").Interruption);
    }

    [Fact]
    public void A_violation_can_be_reported_only()
    {
        var (interruption, _, findings) = Run(Firewall("detection_settings: {violation_settings: {reported_violation_types: [VIOL_JSON_MALFORMED]}}"), "/", "{\"a\":");
        Assert.Null(interruption);
        Assert.Contains(findings, f => f.Rule.Tags.Contains("violation/VIOL_JSON_MALFORMED"));
    }

    [Fact]
    public void What_only_hides_can_be_disabled_by_its_name()
    {
        const string Hidden = "/?a=%252e%252e%252fx";
        Assert.Contains(Run(Firewall("{}"), Hidden).Findings, f => f.Rule.Tags.Contains("violation/VIOL_EVASION_ENCODING"));
        Assert.DoesNotContain(Run(Firewall("detection_settings: {violation_settings: {disabled_violation_types: [VIOL_EVASION_ENCODING]}}"), Hidden).Findings, f => f.Rule.Tags.Contains("violation/VIOL_EVASION_ENCODING"));
    }

    [Theory]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_SEVERAL_CONTENT_LENGTH_HEADERS]", "can be smuggled")]
    [InlineData("reported_violation_types: [VIOL_HTTP_PROTOCOL_BAD_TRANSFER_ENCODING]", "can be smuggled")]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_UNPARSABLE_REQUEST_CONTENT]", "different ways")]
    [InlineData("reported_violation_types: [VIOL_EVASION_ENCODING]", "there is no violation")]
    [InlineData("blocked_violation_types: [VIOL_X]", "there is no violation 'VIOL_X'")]
    [InlineData("disabled_violation_types: [VIOL_XML_MALFORMED], reported_violation_types: [VIOL_XML_MALFORMED]", "more than once")]
    public void What_cannot_be_switched_is_refused_with_the_reason(string settings, string message) => Assert.Contains(
        Faults($"kind: app_firewall\nmetadata: {{name: wall}}\nspec: {{detection_settings: {{violation_settings: {{{settings}}}}}}}\n"),
        f => f.Message.Contains(message, StringComparison.Ordinal) && f.At.Line == 3);

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Answers_have_a_threshold_of_their_own(int threshold, bool replaced)
    {
        var rules = Rules(Firewall($"thresholds: {{block_at: 99, block_response_at: {threshold}}}"));
        var head = new RequestHead("leak", DateTimeOffset.UnixEpoch, new(IPAddress.Loopback, 1, IPAddress.Loopback, 80), "GET"u8.ToArray(), "/"u8.ToArray(), "HTTP/1.1"u8.ToArray(), default, []);
        using var transaction = new Transaction(rules, new(TimeProvider.System), head);
        transaction.RequestHeaders();
        transaction.RequestBody(default, truncated: false);
        transaction.ResponseHeaders(new(200, "HTTP/1.1"u8.ToArray(), [new("Content-Type"u8.ToArray(), "text/html"u8.ToArray())]));
        transaction.ResponseBody("<p>You have an error in your SQL syntax; check the manual that corresponds to your server</p>"u8.ToArray(), truncated: false);
        Assert.Equal((5, replaced), (transaction.OutboundScore, transaction.Interruption is { Status: 502 }));
    }

    [Theory]
    [InlineData("path_prefix: /free, app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_SQL_INJECTION}]}", "/free", true)]
    [InlineData("path_prefix: /free, app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_SQL_INJECTION}]}", "/free/../other", false)]
    [InlineData("path_prefix: /free, waf_skip_processing: {}", "/free/x", true)]
    [InlineData("path_regex: '^/f[a-z]{3}$', waf_skip_processing: {}", "/free", true)]
    [InlineData("path_regex: '^/f[a-z]{3}$', waf_skip_processing: {}", "/freed", false)]
    [InlineData("exact_value: shop.example, waf_skip_processing: {}", "/", true)]
    [InlineData("exact_value: other.example, waf_skip_processing: {}", "/", false)]
    [InlineData("suffix_value: example, waf_skip_processing: {}", "/", true)]
    [InlineData("suffix_value: ample, waf_skip_processing: {}", "/", false)]
    [InlineData("methods: [POST], waf_skip_processing: {}", "/", false)]
    [InlineData("methods: [GET], waf_skip_processing: {}", "/", true)]
    [InlineData("path_prefix: /free, waf_skip_processing: {}, expiration_timestamp: '2000-01-01T00:00:00Z'", "/free", false)]
    [InlineData("path_prefix: /free, waf_skip_processing: {}, expiration_timestamp: '2999-01-01T00:00:00Z'", "/free", true)]
    [InlineData("app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_SQL_INJECTION, context: CONTEXT_PARAMETER, context_name: q}]}", "/", true)]
    [InlineData("app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_SQL_INJECTION, context: CONTEXT_PARAMETER, context_name: other}]}", "/", false)]
    [InlineData("app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: ATTACK_TYPE_SQL_INJECTION, context: CONTEXT_HEADER}]}", "/", false)]
    public void An_exclusion_holds_where_it_says(string rule, string path, bool passes)
    {
        var policy = Exclusion(rule);
        var (interruption, _, findings) = Run(policy, path + Attack[1..]);
        Assert.Equal(passes, interruption is null);
        Assert.Equal(passes || findings.Any(f => policy.ExclusionOf(f.Rule.Id) is not null), findings.Any(f => policy.ExclusionOf(f.Rule.Id) == "holes/one"));
    }

    [Theory]
    [InlineData("waf_skip_processing: {}", "switches the whole firewall off")]
    [InlineData("path_prefix: /, waf_skip_processing: {}", "switches the whole firewall off")]
    [InlineData("any_path: {}, any_domain: {}, methods: [ANY], waf_skip_processing: {}", "switches the whole firewall off")]
    [InlineData("path_regex: '.*', waf_skip_processing: {}", "switches the whole firewall off")]
    [InlineData("path_regex: '(', waf_skip_processing: {}", "is not a regular expression")]
    [InlineData("path_regex: '(a+)\\1', waf_skip_processing: {}", "needs backtracking")]
    [InlineData("app_firewall_detection_control: {}", "It excludes nothing")]
    [InlineData("app_firewall_detection_control: {exclude_signature_contexts: [{context: CONTEXT_ANY}]}", "the id of a signature is needed")]
    [InlineData("app_firewall_detection_control: {exclude_attack_type_contexts: [{exclude_attack_type: SQL}]}", "there is no attack type 'SQL'")]
    [InlineData("app_firewall_detection_control: {exclude_violation_contexts: [{exclude_violation: VIOL_X}]}", "there is no violation 'VIOL_X'")]
    public void An_exclusion_that_goes_too_far_or_nowhere_is_refused(string rule, string message)
    {
        var faults = Faults($"kind: waf_exclusion_policy\nmetadata: {{name: holes}}\nspec:\n  waf_exclusion_rules:\n    - {{metadata: {{name: one, description: because}}, {rule}}}\n");
        Assert.Contains(faults, f => f.Message.Contains(message, StringComparison.Ordinal) && f.At.Line >= 4);
    }

    [Fact]
    public void An_exclusion_without_reason_is_refused() => Assert.Contains(
        Faults("kind: waf_exclusion_policy\nmetadata: {name: holes}\nspec:\n  waf_exclusion_rules:\n    - {metadata: {name: one}, path_prefix: /a, waf_skip_processing: {}}\n"),
        f => f.Message.Contains("needs a reason", StringComparison.Ordinal));

    [Fact]
    public void Routes_may_have_a_firewall_of_their_own_and_the_same_attachments_are_one()
    {
        var site = Site("""
            kind: site
            metadata: {name: shop}
            spec:
              app_firewall: strict
              routes:
                - {path: {prefix: /a}, app_firewall: watching}
                - {path: {prefix: /b}, app_firewall: watching}
            ---
            kind: app_firewall
            metadata: {name: strict}
            spec: {}
            ---
            kind: app_firewall
            metadata: {name: watching}
            spec: {monitoring: {}}
            """);
        Assert.Equal(2, site.Firewalls.Count());
        Assert.Same(site.For("/a"u8, "GET"u8).Firewall, site.For("/b"u8, "GET"u8).Firewall);
        Assert.Equal("strict", site.For("/"u8, "GET"u8).Firewall!.Name);
        var live = new LiveProtection(Shared.Value, TimeProvider.System);
        Assert.Empty(live.Publish(site));
        Assert.Equal(EngineMode.DetectionOnly, live.InForce.RulesFor(site.For("/a"u8, "GET"u8)).Settings.Mode);
        Assert.Equal(EngineMode.On, live.InForce.RulesFor(site.Whole).Settings.Mode);
        Assert.Empty(live.Publish(Shared.Value));
        Assert.NotSame(live.Current, live.InForce.RulesFor(site.Whole));
    }

    [Fact]
    public void A_new_signature_is_on_trial_for_as_long_as_the_policy_says()
    {
        var folder = Directory.CreateTempSubdirectory("palisade-staged").FullName;
        File.WriteAllText(Path.Combine(folder, "new.yaml"), """
            attack_type: COMMAND_EXECUTION
            signatures:
              - id: 26990001
                name: New
                reason: It is new.
                accuracy: high
                risk: high
                since: 2026-11-20
                targets: [parameters]
                match: zebra-crossing
                tests: {match: [zebra-crossing], no_match: [zebra]}
            """);
        var shared = SharedRules.Load(new() { Mode = EngineMode.On, Signatures = folder });
        var firewall = Firewall("detection_settings: {stage_new_signatures: {staging_period: 7}}");
        foreach (var (day, blocked) in new[] { (new DateOnly(2026, 11, 22), false), (new DateOnly(2026, 12, 22), true) })
        {
            var (rules, faults) = FirewallRules.Build(shared, [firewall], day);
            Assert.Empty(faults);
            var (interruption, _, findings) = Run(rules!.Find(firewall)!, "/?a=zebra-crossing", "");
            Assert.Equal(blocked, interruption is not null);
            Assert.Contains(findings, f => f.Rule.Id == 26990001 && f.Rule.Tags.Contains("staged") == !blocked);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static FirewallPolicy Firewall(string spec) =>
        Site($"kind: site\nmetadata: {{name: shop}}\nspec: {{app_firewall: wall}}\n---\nkind: app_firewall\nmetadata: {{name: wall}}\nspec: {(spec == "{}" ? spec : $"{{{spec}}}")}\n").Whole.Firewall!;

    private static FirewallPolicy Exclusion(string rule) => Site($$"""
        kind: site
        metadata: {name: shop}
        spec: {waf_exclusions: [holes]}
        ---
        kind: waf_exclusion_policy
        metadata: {name: holes}
        spec:
          waf_exclusion_rules:
            - {metadata: {name: one, description: because}, {{rule}}}
        """).Whole.Firewall!;

    private static SitePolicy Site(string text)
    {
        var built = PolicyBuilder.BuildText("policy.yaml", text);
        Assert.True(built.Site is not null, string.Join('\n', built.Diagnostics));
        return built.Site;
    }

    private static IReadOnlyList<Diagnostic> Faults(string text) => PolicyBuilder.BuildText("policy.yaml", text).Diagnostics;

    private static RuleSet Rules(FirewallPolicy firewall)
    {
        var built = Shared.Value.Build(firewall.Rules);
        Assert.True(built.Rules is not null, string.Join('\n', built.Diagnostics));
        return built.Rules;
    }

    private static (Engine.Outcome.Interruption? Interruption, Engine.Outcome.Interruption? Would, IReadOnlyList<Engine.Outcome.Finding> Findings) Run(FirewallPolicy firewall, string target, string body = "") =>
        Run(Rules(firewall), target, body);

    private static (Engine.Outcome.Interruption? Interruption, Engine.Outcome.Interruption? Would, IReadOnlyList<Engine.Outcome.Finding> Findings) Run(RuleSet rules, string target, string body)
    {
        var head = new RequestHead(
            "firewall", DateTimeOffset.UnixEpoch, new(IPAddress.Loopback, 1, IPAddress.Loopback, 80), "GET"u8.ToArray(), Encoding.ASCII.GetBytes(target), "HTTP/1.1"u8.ToArray(), default,
            [new("Host"u8.ToArray(), "shop.example"u8.ToArray()), new("Content-Type"u8.ToArray(), "application/json"u8.ToArray())]);
        using var transaction = new Transaction(rules, new(TimeProvider.System), head);
        if (transaction.RequestHeaders() is null) transaction.RequestBody(Encoding.UTF8.GetBytes(body), truncated: false);
        transaction.Finish();
        return (transaction.Interruption, transaction.WouldInterrupt, transaction.Findings);
    }
}
