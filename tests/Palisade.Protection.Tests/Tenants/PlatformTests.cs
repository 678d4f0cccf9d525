using System.Text;
using System.Text.Json;
using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Protection.Platform;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;
using Palisade.Protection.Tests.Policies.Services;

namespace Palisade.Protection.Tests.Tenants;

/// <summary>What rollouts bring to a tenant for all its sites: signatures, settings of the engine, flags.</summary>
public sealed class PlatformTests
{
    private const string Shop = "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], operation_mode: active}\n";
    private const string Rules = "kind: rule_set\nmetadata: {name: mine}\nspec: {rules: [{name: a.conf, text: 'SecRequestBodyLimit 5000'}]}\n";

    // One for all, so that the built-in rules are compiled once; each test has a tenant of its own.
    private static readonly TenantFleet Fleet = new((_, _) => null, Geography.None, TimeProvider.System);

    private readonly string _tenant = $"t-{Guid.NewGuid():N}";
    private long _revision;

    [Fact]
    public void Signatures_of_the_platform_are_added_to_the_built_in_ones_replace_them_and_go()
    {
        var before = Apply(Shop).Sites[0].Protection.Current;
        var replaced = before.Rules.First(r => r.Id is > 26_010_000 and < 26_020_000).Id;
        var after = RulesOf(Apply(Signatures("ours", 990001, replaced)));
        Assert.Single(after.Rules, r => r.Id == 990001);
        Assert.Single(after.Rules, r => r.Id == replaced);
        Assert.Equal(before.Rules.Count + 1, after.Rules.Count);

        // A later one by name stands over those before it; both hold.
        Assert.Equal(before.Rules.Count + 2, RulesOf(Apply(Signatures("then", 990001, 990002))).Rules.Count);
        Remove("signature_set.default.ours");
        Assert.Equal(before.Rules.Count, Remove("signature_set.default.then").Sites[0].Protection.Current.Rules.Count);
    }

    [Fact]
    public void Of_signatures_that_cannot_be_built_the_last_good_ones_stay_and_nothing_else_waits_for_them()
    {
        Apply(Shop, Signatures("ours", 990001));
        var bad = Apply(Signatures("ours", 990002).Replace("match:", "mach:", StringComparison.Ordinal), Shop.Replace("shop", "other", StringComparison.Ordinal));
        var refused = Assert.Single(bad.Refused);
        Assert.Equal(new("platform_object", "", "signature_set.default.ours"), refused.Key);
        Assert.Equal("spec.files[0].text", refused.Fault.Field);
        Assert.Matches("^line [0-9]+, column [0-9]+: .*mach", refused.Fault.Message);
        Assert.True(refused.Kept);
        Assert.Equal(2, bad.Sites.Count);
        Assert.All(bad.Sites, s => Assert.Contains(s.Protection.Current.Rules, r => r.Id == 990001));
        var good = Apply(Signatures("ours", 990002));
        Assert.Empty(good.Refused);
        Assert.Contains(RulesOf(good).Rules, r => r.Id == 990002);
    }

    [Fact]
    public void Where_there_was_nothing_good_the_built_in_protection_holds()
    {
        var tenant = Apply(Shop, Signatures("ours", 990001).Replace("match:", "mach:", StringComparison.Ordinal));
        Assert.False(Assert.Single(tenant.Refused).Kept);
        Assert.True(RulesOf(tenant).Rules.Count > 100);
    }

    [Fact]
    public void Settings_hold_for_all_sites_the_later_by_name_has_the_last_word_and_rules_may_say_otherwise()
    {
        var site = Shop.Replace("shop", "own", StringComparison.Ordinal).Replace("operation_mode", "rule_set: mine, operation_mode", StringComparison.Ordinal);
        var usual = Apply(Shop, Rules, site).Sites[1].Protection.Current.Settings;
        // As docs/rollout.md says.
        Assert.Equal((131_072L, 524_288L, 512, 1000, 200_000_000L), (usual.RequestBody.LimitBytes, usual.ResponseBody.LimitBytes, usual.JsonDepthLimit, usual.ArgumentsLimit, usual.PatternSteps));
        Assert.Equal((BodyLimitAction.ProcessPartial, BodyLimitAction.ProcessPartial), (usual.RequestBody.LimitAction, usual.ResponseBody.LimitAction));

        var tenant = Apply(
            Brought("engine_settings", "a", "{request_inspected_bytes: 1000, response_inspected_bytes: 2000, json_depth: 7, arguments: 8, pattern_steps: 9000000, long_request: reject, when_a_pattern_gives_up: open}"),
            Brought("engine_settings", "b", "{request_inspected_bytes: 4000, when_engine_fails: open}"));
        var settings = tenant.Sites[1].Protection.Current.Settings;
        Assert.Equal((4000L, 2000L, 7, 8, 9_000_000L), (settings.RequestBody.LimitBytes, settings.ResponseBody.LimitBytes, settings.JsonDepthLimit, settings.ArgumentsLimit, settings.PatternSteps));
        Assert.Equal((BodyLimitAction.Reject, BodyLimitAction.ProcessPartial), (settings.RequestBody.LimitAction, settings.ResponseBody.LimitAction));
        Assert.Equal((5000L, 7), (tenant.Sites[0].Protection.Current.Settings.RequestBody.LimitBytes, tenant.Sites[0].Protection.Current.Settings.JsonDepthLimit));
        Assert.All(tenant.Sites, s => Assert.Equal(new PlatformSwitches(FailMode.Open, FailMode.Open, BotChallenges: true), s.Switches));
    }

    [Fact]
    public void Every_flag_switches_something_off_and_leaves_the_rest()
    {
        var usual = RulesOf(Apply(Shop));
        var (recognisers, patches, campaigns) = (Flag("recognisers"), Flag("virtual_patches"), Flag("threat_campaigns"));
        Assert.All(new[] { recognisers, patches, campaigns }, rules => Assert.InRange(rules.Rules.Count, 100, usual.Rules.Count - 1));
        Assert.DoesNotContain(recognisers.Rules, r => r.Id is >= 26_900_000 and < 27_000_000);
        Assert.DoesNotContain(patches.Rules, r => r.Id is >= 26_300_000 and < 26_400_000);
        Assert.DoesNotContain(campaigns.Rules, r => r.Id is >= 26_500_000 and < 26_600_000);
        Assert.True(usual.Settings.ResponseBody.Access);
        Assert.False(Flag("response_inspection").Settings.ResponseBody.Access);
        Assert.True(usual.Settings.CloseReading);
        Assert.False(Flag("close_reading").Settings.CloseReading);
        Assert.False(Apply(Brought("feature_flags", "all", "{bot_challenges: false}")).Sites[0].Switches.BotChallenges);

        RuleSet Flag(string name) => RulesOf(Apply(Brought("feature_flags", "all", $"{{{name}: false}}")));
    }

    [Fact]
    public void Only_the_tenant_that_it_reached_has_it_and_tenants_with_the_same_share_their_rules()
    {
        var usual = RulesOf(Apply(Shop));
        var reached = RulesOf(Fleet.Apply(Change("globex", Shop, Signatures("ours", 990001)))[0]);
        Assert.NotSame(usual, reached);
        Assert.Same(reached, RulesOf(Fleet.Apply(Change("initech", Shop, Signatures("ours", 990001)))[0]));
        Assert.Same(usual, RulesOf(Apply("kind: origin_pool\nmetadata: {name: app}\nspec: {endpoints: [{address: 127.0.0.1, port: 9000}]}\n")));
    }

    [Theory]
    [InlineData("signature_set", "{files: []}")]
    [InlineData("engine_settings", "{json_depth: 0}")]
    [InlineData("feature_flags", "{warp_drive: true}")]
    public void What_a_manager_should_have_refused_is_refused_here_too(string kind, string content)
    {
        var tenant = Apply(Rules, Shop.Replace("operation_mode", "rule_set: mine, operation_mode", StringComparison.Ordinal), Brought(kind, "x", content));
        Assert.Equal($"{kind}.default.x", Assert.Single(tenant.Refused).Key.Name);
        Assert.Single(tenant.Sites);
    }

    [Fact]
    public void Address_lists_of_the_platform_hold_where_a_policy_names_them_beside_the_tenants_own_of_that_name()
    {
        var site = Shop.Replace("operation_mode", "service_policies: [doors], operation_mode", StringComparison.Ordinal);
        var doors = "kind: service_policy\nmetadata: {name: doors}\nspec:\n  deny_list: {ip_prefix_set: [known, {name: known, tenant: system}], default_action_next_policy: {}}\n";
        var own = "kind: ip_prefix_set\nmetadata: {name: known}\nspec: {prefixes: [198.51.100.0/24]}\n";

        var tenant = Apply(site, doors, own, Brought("ip_prefix_set", "known", "{prefixes: [192.0.2.0/24]}"));

        Assert.Empty(tenant.Refused);
        Assert.Equal("192.0.2.9 198.51.100.9", Denied(tenant));
        Assert.Equal("198.51.100.9 203.0.113.9", Denied(Apply(Brought("ip_prefix_set", "known", "{prefixes: [203.0.113.0/24]}"))));
        // What cannot be built leaves the last good one, and a file of this machine is never read.
        var bad = Apply(Brought("ip_prefix_set", "known", "{file: /etc/hostname}"));
        Assert.Contains(bad.Refused, r => r.Key == new LocalKey("platform_object", "", "ip_prefix_set.default.known") && r.Fault.Field == "spec.file");
        Assert.Equal("198.51.100.9 203.0.113.9", Denied(bad));
        Assert.Contains(Remove("ip_prefix_set.default.known").Refused, r => r.Key.Name == "shop" && r.Kept);

        static string Denied(ReadyTenant tenant) => string.Join(' ', ((string[])["192.0.2.9", "198.51.100.9", "203.0.113.9"]).Where(a => Asked.Denied(tenant.Sites.Single().Protection.InForce.Site, "GET /", a)));
    }

    private static RuleSet RulesOf(ReadyTenant tenant) => tenant.Sites.Single(s => s.Key.Local.Name == "shop").Protection.Current;

    private static string Brought(string kind, string name, string content) =>
        $"kind: platform_object\nmetadata: {{name: {kind}.default.{name}}}\nspec: {{kind: {kind}, namespace: default, name: {name}, revision: 3, rollout: first, content: {content}}}\n";

    private static string Signatures(string name, params long[] ids) => Brought("signature_set", name, $"{{files: [{{name: a.yaml, text: {JsonSerializer.Serialize(Signed.Text(ids))}}}]}}");

    private ReadyTenant Apply(params string[] objects) => Fleet.Apply(Change(_tenant, objects))[0];

    private ReadyTenant Remove(string name) => Fleet.Apply(new(_tenant, ++_revision, false, new Dictionary<LocalKey, ObjectDraft>(), [new("platform_object", "", name)], []))[0];

    private TenantChange Change(string tenant, params string[] objects)
    {
        var (read, faults) = ObjectText.Read(Encoding.UTF8.GetBytes(string.Join("---\n", objects)), tenant);
        Assert.Empty(faults);
        return new(tenant, ++_revision, false, read.ToDictionary(o => o.Draft.Key.Local, o => o.Draft), [], []);
    }
}
