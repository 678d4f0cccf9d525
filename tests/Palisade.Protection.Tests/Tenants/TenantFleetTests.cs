using System.Diagnostics;
using System.Text;
using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;

namespace Palisade.Protection.Tests.Tenants;

/// <summary>From a tenant's objects to what a gateway serves: what is touched is made anew, what is wrong stays as it was, and is told.</summary>
public sealed class TenantFleetTests
{
    private const string Pool = "kind: origin_pool\nmetadata: {name: app}\nspec: {endpoints: [{address: 127.0.0.1, port: 9000}]}\n";
    private const string Shop = "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], origin_pool: app, operation_mode: active}\n";

    private readonly TenantFleet _fleet = new((_, _) => null, Geography.None, TimeProvider.System);
    private long _revision;

    [Fact]
    public void A_site_is_ready_with_its_pool_its_mode_and_the_built_in_rules()
    {
        var site = Assert.Single(Apply(Pool, Shop).Sites);
        Assert.Equal("shop", site.Key.Local.Name);
        Assert.Equal(OperationMode.Active, site.Mode);
        Assert.Equal(9000, site.Pool!.Spec.Endpoints[0].Port);
        Assert.True(site.Protection.Current.Rules.Count > 100);
    }

    [Fact]
    public void The_mode_is_that_of_the_server_group_and_simulation_without_one()
    {
        const string Group = "kind: server_group\nmetadata: {name: front}\nspec: {operation_mode: active}\n";
        var sites = Apply(Group, "kind: site\nmetadata: {name: a}\nspec: {server_group: front}\n", "kind: site\nmetadata: {name: b}\nspec: {}\n").Sites;
        Assert.Equal([OperationMode.Active, OperationMode.Simulation], sites.Select(s => s.Mode));
        Assert.Equal(OperationMode.Disabled, Apply(Group.Replace("active", "disabled", StringComparison.Ordinal)).Sites[0].Mode);
    }

    [Fact]
    public void A_change_makes_what_it_touches_anew_and_nothing_else()
    {
        var before = Apply(Pool, Shop, Shop.Replace("shop", "other", StringComparison.Ordinal), "kind: site\nmetadata: {name: alone}\nspec: {}\n").Sites;
        var after = Apply(Pool.Replace("9000", "9001", StringComparison.Ordinal)).Sites;
        Assert.Equal(["alone", "other", "shop"], after.Select(s => s.Key.Local.Name));
        Assert.Same(before[0], after[0]);
        Assert.NotSame(before[1], after[1]);
        Assert.Same(before[1].Habits, after[1].Habits);
        Assert.Same(after[1].Pool, after[2].Pool);
        Assert.Equal(9001, after[2].Pool!.Spec.Endpoints[0].Port);
    }

    [Fact]
    public void Sites_share_their_rules() => Assert.Single(Apply(Pool, Shop, Shop.Replace("shop", "other", StringComparison.Ordinal)).Sites.Select(s => s.Protection.Current).Distinct());

    [Fact]
    public void A_site_with_a_fault_stays_as_it_was_and_its_neighbours_go_on()
    {
        var good = Apply(Pool, Shop, "kind: service_policy\nmetadata: {name: who}\nspec: {allow_all_requests: {}}\n", "kind: site\nmetadata: {name: a}\nspec: {service_policies: [who]}\n");
        Assert.Empty(good.Refused);
        var bad = Apply("kind: service_policy\nmetadata: {name: who}\nspec: {rule_list: {rules: [{metadata: {name: r}, spec: {action: DENY, path: {regex_values: ['(']}}}]}}\n", Shop.Replace("shop.example", "new.example", StringComparison.Ordinal));
        Assert.Same(good.Sites[0], bad.Sites[0]);
        Assert.Equal(["new.example"], bad.Sites[1].Delivery.Domains);
        Assert.Contains(bad.Refused, r => r.Key.Kind == "service_policy" && r.Kept);
        Assert.Contains(bad.Refused, r => r.Key.Kind == "site" && r.Kept);
        Assert.Empty(Apply("kind: service_policy\nmetadata: {name: who}\nspec: {deny_all_requests: {}}\n").Refused);
    }

    [Fact]
    public void What_is_named_and_not_there_keeps_its_site_out_until_it_comes()
    {
        var waiting = Apply(Shop);
        Assert.Empty(waiting.Sites);
        Assert.Contains(waiting.Refused, r => r.Key.Kind == "origin_pool" && !r.Kept);
        var ready = Apply(Pool);
        Assert.Single(ready.Sites);
        Assert.Empty(ready.Refused);
    }

    [Fact]
    public void An_alias_is_where_gateways_have_it_and_told_where_none_does()
    {
        var shop = Shop.Replace("origin_pool", "listeners: [{port: 80}, {port: 8080, alias: main}], origin_pool", StringComparison.Ordinal);
        var unknown = Apply(Pool, shop);
        Assert.Equal("spec.listeners[1].alias", Assert.Single(unknown.Refused).Fault.Field);
        Assert.Equal([null, null], Assert.Single(unknown.Sites).Delivery.Listeners.Select(l => l.Address));

        var known = Apply(Gateway("one", "192.0.2.1", "true"), Gateway("two", "192.0.2.2", "true"), Gateway("three", "192.0.2.3", "false"));
        Assert.Empty(known.Refused);
        Assert.Equal([(null, 80, 0), ("192.0.2.1", 8080, 1), ("192.0.2.2", 8080, 1)], known.Sites[0].Delivery.Listeners.Select(l => (l.Address, l.Port, l.Number)));

        static string Gateway(string name, string address, string enabled) =>
            $"kind: gateway\nmetadata: {{name: {name}}}\nspec: {{gateway_group: edge, aliases: [{{name: main, internal_address: {address}, enabled: {enabled}}}]}}\n";
    }

    [Fact]
    public void A_site_that_is_gone_is_gone()
    {
        Apply(Pool, Shop);
        var left = _fleet.Apply(new("acme", ++_revision, false, new Dictionary<LocalKey, ObjectDraft>(), [new("site", "default", "shop")], []))[0];
        Assert.Empty(left.Sites);
        Apply(Pool, Shop);
        Assert.Empty(_fleet.Apply(new("acme", ++_revision, true, new Dictionary<LocalKey, ObjectDraft>(), [], []))[0].Sites);
    }

    [Fact]
    public void Rules_of_a_tenant_hold_with_the_data_they_bring()
    {
        var site = Apply(Pool, Rules("SecRule ARGS \"@pmFromFile words.data\" \"id:7,phase:2,deny\"", "words.data: evil"), Shop.Replace("origin_pool", "rule_set: mine, origin_pool", StringComparison.Ordinal)).Sites[0];
        Assert.Contains(site.Protection.Current.Rules, r => r.Id == 7);
    }

    [Theory]
    [InlineData("Include /etc/passwd", "Include has no place")]
    [InlineData("SecRule ARGS \"@pmFromFile /etc/passwd\" \"id:7,phase:2,deny\"", "among those that belong")]
    [InlineData("SecRule ARGS \"@ipMatchFromFile ../../secret\" \"id:7,phase:2,deny\"", "among those that belong")]
    [InlineData("SecRule FILES_TMPNAMES \"@inspectFile /bin/sh\" \"id:7,phase:2,deny\"", "")]
    [InlineData("SecRule XML \"@validateDTD /etc/passwd\" \"id:7,phase:2,deny\"", "do not reach")]
    [InlineData("SecRule ARGS \"@rx (\" \"id:7,phase:2,deny\"", "")]
    public void Rules_of_a_tenant_reach_nothing_beyond_themselves(string rule, string why)
    {
        var tenant = Apply(Pool, Rules(rule, null), Shop.Replace("origin_pool", "rule_set: mine, origin_pool", StringComparison.Ordinal));
        Assert.Empty(tenant.Sites);
        var refused = Assert.Single(tenant.Refused, r => r.Key.Kind == "rule_set");
        Assert.Contains(why, refused.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_gateway_writes_is_not_a_tenants_to_say()
    {
        var site = Apply(Pool, Rules("SecAuditEngine On\nSecAuditLog /tmp/theirs.log\nSecUploadDir /tmp\nSecAction \"id:8,phase:1,pass,nolog\"", null), Shop.Replace("origin_pool", "rule_set: mine, origin_pool", StringComparison.Ordinal)).Sites[0];
        Assert.Null(site.Protection.Current.Settings.Audit.File);
        Assert.DoesNotContain("/tmp", $"{site.Protection.Current.Settings.Upload.Folder}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: ip_prefix_set\nmetadata: {name: who}\nspec: {file: /etc/hosts}\n", "service_policies: [p]", "kind: service_policy\nmetadata: {name: p}\nspec: {deny_list: {ip_prefix_set: [who]}}\n")]
    [InlineData("kind: api_definition\nmetadata: {name: who}\nspec: {file: /etc/hosts}\n", "api_definition: who", null)]
    [InlineData("kind: bot_defense\nmetadata: {name: who}\nspec: {bots: /etc}\n", "bot_defense: who", null)]
    public void An_object_names_no_file_of_the_gateway(string policy, string attached, string? between)
    {
        var tenant = Apply([Pool, policy, .. between is null ? [] : (string[])[between], Shop.Replace("origin_pool", $"{attached}, origin_pool", StringComparison.Ordinal)]);
        Assert.Empty(tenant.Sites);
        Assert.Contains(tenant.Refused, r => r.Fault.Message.Contains("names no file", StringComparison.Ordinal));
    }

    [Fact]
    public void An_api_is_described_in_the_object()
    {
        const string Api = "kind: api_definition\nmetadata: {name: api}\nspec:\n  document: |\n    {\"openapi\": \"3.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {\"description\": \"ok\"}}}}}}\n";
        Assert.NotNull(Apply(Pool, Api, Shop.Replace("origin_pool", "api_definition: api, origin_pool", StringComparison.Ordinal)).Sites[0].Protection.InForce.Site.Whole.ApiDefinition);
    }

    [Fact]
    public void Rules_of_the_platform_reach_every_tenant_that_names_them()
    {
        var shop = Shop.Replace("origin_pool", "rule_set: {name: mine, tenant: system}, origin_pool", StringComparison.Ordinal);
        Assert.Contains(Apply(Pool, shop).Refused, r => r.Key == new Palisade.Configuration.Objects.Naming.LocalKey("platform_object", "", "rule_set.default.mine"));
        Assert.Contains(Apply(Brought(9), Pool, shop).Sites[0].Protection.Current.Rules, r => r.Id == 9);
        Assert.Contains(Apply(Brought(10), Pool, shop).Sites[0].Protection.Current.Rules, r => r.Id == 10);
        // A tenant has what was brought to it and nothing else, wherever else the platform's own objects are.
        _fleet.Apply(Change("system", Rules("SecAction \"id:11,phase:1,pass,nolog\"", null)));
        Assert.DoesNotContain(Apply(Brought(10), Pool, shop).Sites[0].Protection.Current.Rules, r => r.Id == 11);

        static string Brought(int rule) => "kind: platform_object\nmetadata: {name: rule_set.default.mine}\nspec:\n  {kind: rule_set, namespace: default, name: mine, revision: 3, rollout: first, content: "
            + $"{{rules: [{{name: a.conf, text: 'SecAction \"id:{rule},phase:1,pass,nolog\"'}}]}}}}\n";
    }

    [Fact]
    public void Two_tenants_know_nothing_of_each_other()
    {
        Apply(Pool);
        var other = _fleet.Apply(Change("globex", Shop))[0];
        Assert.Empty(other.Sites);
        Assert.Contains(other.Refused, r => r.Key.Kind == "origin_pool");
    }

    [Fact]
    public void A_certificate_whose_key_cannot_be_opened_is_told_and_nothing_of_it_is_repeated()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var made = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=shop.example", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var sealedKey = Convert.ToBase64String(Enumerable.Repeat((byte)0xA5, 64).ToArray());
        var certificate = $"kind: certificate\nmetadata: {{name: cert}}\nspec:\n  private_key: {{sealed: {sealedKey}}}\n  certificate: |\n    {made.ExportCertificatePem().ReplaceLineEndings("\n    ")}\n";
        var shop = Shop.Replace("origin_pool", "certificates: [cert], origin_pool", StringComparison.Ordinal);
        var closed = Apply(Pool, certificate, shop);
        Assert.Empty(closed.Sites);
        Assert.DoesNotContain(closed.Refused, r => r.Fault.Message.Contains(sealedKey, StringComparison.Ordinal));

        var opening = new TenantFleet((_, _) => key.ExportPkcs8PrivateKeyPem(), Geography.None, TimeProvider.System);
        var site = opening.Apply(Change("acme", Pool, certificate, shop))[0].Sites[0];
        Assert.True(site.Certificates[0].Leaf.HasPrivateKey);
        Assert.Equal(made.Thumbprint, site.Certificates[0].Leaf.Thumbprint);
    }

    [Fact]
    public void A_change_of_one_of_a_thousand_sites_costs_what_one_site_costs()
    {
        Apply([Pool, .. Enumerable.Range(0, 1000).Select(i => Shop.Replace("shop", $"s{i}", StringComparison.Ordinal))]);
        var one = Shop.Replace("shop", "s500", StringComparison.Ordinal).Replace("active", "simulation", StringComparison.Ordinal);
        Apply(one);
        var watch = Stopwatch.StartNew();
        var tenant = Apply(one.Replace("simulation", "disabled", StringComparison.Ordinal));
        Assert.Equal(1000, tenant.Sites.Count);
        Assert.Equal(1, tenant.Sites.Count(s => s.Mode is OperationMode.Disabled));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    private static string Rules(string rules, string? data)
    {
        var text = new StringBuilder("kind: rule_set\nmetadata: {name: mine}\nspec:\n  rules:\n  - name: mine.conf\n    text: |\n");
        foreach (var line in rules.Split('\n')) text.Append("      ").Append(line).Append('\n');
        return data is null ? text.ToString() : $"{text}  data: [{{name: {data.Split(": ")[0]}, text: {data.Split(": ")[1]}}}]\n";
    }

    private ReadyTenant Apply(params string[] objects) => _fleet.Apply(Change("acme", objects))[0];

    private TenantChange Change(string tenant, params string[] objects)
    {
        var (read, faults) = ObjectText.Read(Encoding.UTF8.GetBytes(string.Join("---\n", objects)), tenant);
        Assert.DoesNotContain(faults, f => !f.Object.StartsWith("rule_set", StringComparison.Ordinal));
        return new(tenant, ++_revision, false, read.ToDictionary(o => o.Draft.Key.Local, o => o.Draft), [], []);
    }
}
