using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Protection.Checks;
using Palisade.Storage.Objects;
using Palisade.Trust.Keys;
using Palisade.Trust.Sealing;

namespace Palisade.Manager.Tests.Version1;

/// <summary>What the v1 interface is told becomes objects that gateways enforce, where there is something that does.</summary>
public sealed class V1EnforcementTests : IAsyncLifetime
{
    private const string Service = "/conf/webServices/Shop/Front/web";
    private const string Applied = "\"applyTo\":[{\"siteName\":\"Shop\",\"serverGroupName\":\"Front\",\"webServiceName\":\"web\"}]";

    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-sealing-").FullName;
    private KeyProtection _protection = null!;
    private SealingKeys _sealing = null!;
    private TestManager _manager = null!;
    private V1Client _v1 = null!;

    public async Task InitializeAsync()
    {
        _protection = KeyProtection.FromPassphrase("a passphrase of this test");
        _sealing = new(_folder, _protection);
        _manager = await TestManager.StartAsync(p => p with { Sealing = _sealing });
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
        _protection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_policy_with_criteria_is_a_service_policy_of_the_sites_that_it_is_applied_to()
    {
        await _v1.OkAsync("POST", "/conf/ipGroups/Office", """{"entries":[{"type":"network","networkAddress":"192.0.2.0","cidrMask":24}]}""");
        await _v1.OkAsync("POST", "/conf/policies/security/webServiceCustomPolicies/Door", $$"""
            {"action":"block","matchCriteria":[{"type":"sourceIpAddresses","operation":"excludeAll","ipGroups":["Office"]},{"type":"httpRequestUrl","operation":"atLeastOne","match":"prefix","values":["/admin"]},
            {"type":"sourceGeolocation","operation":"excludeAll","values":["Germany"],"applyIfUnidentified":true},{"type":"httpRequestParameterName","values":["q"]}],{{Applied}}}
            """);
        var rules = (await SpecAsync(KindNames.ServicePolicy, PolicyOf(await SiteAsync())))["rule_list"]!["rules"]!.Items;
        // In the query, or in a form.
        Assert.Equal(2, rules.Count);
        var spec = rules[0]["spec"]!;
        Assert.Equal("DENY", spec["action"]!.Value);
        Assert.Equal("/admin", spec["path"]!["prefix_values"]!.Items[0].Value);
        Assert.Equal("geo.palisade/country notin (DE)", spec["client_selector"]!["expressions"]!.Items[0].Value);
        Assert.Equal("true", spec["ip_matcher"]!["invert_matcher"]!.Value);
        var set = spec["ip_matcher"]!["prefix_sets"]!.Items[0].Value;
        Assert.Equal("192.0.2.0/24", (await SpecAsync(KindNames.IpPrefixSet, set))["prefixes"]!.Items[0].Value);

        // What the group is, the policy follows.
        await _v1.OkAsync("PUT", "/conf/ipGroups/Office", """{"entries":[{"type":"single","ipAddressFrom":"198.51.100.1","operation":"add"}]}""");
        Assert.Equal(2, (await SpecAsync(KindNames.IpPrefixSet, set))["prefixes"]!.Items.Count);
        await _v1.OkAsync("PUT", "/conf/policies/security/webServiceCustomPolicies/Door", """{"enabled":false}""");
        Assert.Null((await SiteAsync())["service_policies"]);
        await _v1.OkAsync("PUT", "/conf/policies/security/webServiceCustomPolicies/Door", """{"enabled":true,"applyTo":[{"siteName":"Shop","serverGroupName":"Front","webServiceName":"web","operation":"remove"}]}""");
        Assert.Null((await SiteAsync())["service_policies"]);
        Assert.Empty((await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = KindNames.ServicePolicy })).Objects);
        await _v1.OkAsync("POST", $"{Service}/webServiceCustomPolicies/Door");
        Assert.Single((await SiteAsync())["service_policies"]!.Items);
        Assert.Equal("Door", (await _v1.OkAsync("GET", $"{Service}/securityPolicies"))![0]!["policy-name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_number_of_occurrences_is_a_rate_limit()
    {
        await _v1.OkAsync("POST", "/conf/actionSets/Hold", """{"actions":[{"name":"b","type":"BlockIP","duration":600}]}""");
        await _v1.OkAsync("POST", "/conf/policies/security/webServiceCustomPolicies/Flood", $$"""
            {"action":"block","followedAction":"Hold","matchCriteria":[{"type":"httpRequestMethod","values":["post"]},{"type":"numberOfOccurrences","context":"ip","numTimes":"5","withinSeconds":120}],{{Applied}}}
            """);
        var policy = await SpecAsync(KindNames.RateLimiterPolicy, (await SiteAsync())["rate_limiter_policies"]!.Items[0].Value);
        var rule = policy["rules"]!.Items[0]["spec"]!;
        Assert.Equal("POST", rule["http_method"]!["methods"]!.Items[0].Value);
        var limiter = await SpecAsync(KindNames.RateLimiter, rule["custom_rate_limiter"]!.Value);
        Assert.Equal(("5", "MINUTE", "2", "600"), (limiter["total_number"]!.Value, limiter["unit"]!.Value, limiter["period_multiplier"]!.Value, limiter["action_block"]!["seconds"]!["duration"]!.Value));
    }

    [Theory]
    [InlineData("""{"type":"signatures","signatures":[{"name":"x"}]}""")]
    [InlineData("""{"type":"httpRequestUrl","match":"regexp","values":["(?=a)b"]}""")]
    [InlineData("""{"type":"sourceIpAddresses","ipGroups":["Nobody knows"]}""")]
    [InlineData("""{"type":"something <new>\r\n"}""")]
    public async Task What_cannot_be_enforced_as_a_whole_is_kept_and_refuses_nothing(string criterion)
    {
        await _v1.OkAsync("POST", "/conf/policies/security/webServiceCustomPolicies/Odd", $$"""{"action":"block","matchCriteria":[{"type":"httpRequestMethod","values":["PUT"]},{{criterion}}],{{Applied}}}""");
        Assert.Null((await SiteAsync())["service_policies"]);
        Assert.Equal(2, (await _v1.OkAsync("GET", "/conf/policies/security/webServiceCustomPolicies/Odd"))!["matchCriteria"]!.AsArray().Count);
    }

    [Fact]
    public async Task Clients_of_the_ignored_group_are_left_alone_and_a_page_and_masks_are_of_the_sites()
    {
        await _v1.OkAsync("POST", "/conf/ipGroups/Office", """{"entries":[{"type":"single","ipAddressFrom":"192.0.2.7"}]}""");
        await _v1.OkAsync("PUT", "/conf/serverGroups/Shop/Front", """{"ignoreIpGroup":"Office"}""");
        var first = (await SpecAsync(KindNames.ServicePolicy, PolicyOf(await SiteAsync())))["rule_list"]!["rules"]!.Items[0]["spec"]!;
        Assert.Equal("ALLOW", first["action"]!.Value);
        Assert.NotNull(first["waf_action"]!["waf_skip_processing"]);
        Assert.Equal(406, (await _v1.SendAsync("DELETE", "/conf/ipGroups/Office")).Status);

        await _v1.OkAsync("POST", "/conf/globalObjects/dataMaskingGroups/Cards", """{"dataMaskingObjects":[{"name":"card","match":"cardno","searchInHttpParameters":true}]}""");
        await _v1.OkAsync("PUT", $"{Service}/dataMaskingGroups", """{"dataMaskingGroup":"Cards"}""");
        await _v1.OkAsync("PUT", $"{Service}/errorPage", """{"useDefaultErrorPage":false,"defaultErrorPageBody":"<p>no</p>","defaultErrorPageResponseCode":"406"}""");
        var site = await SiteAsync();
        Assert.Equal("cardno", site["anonymization"]!["query_parameters"]!.Items[0].Value);
        Assert.Equal("406", (await SpecAsync(KindNames.AppFirewall, site["app_firewall"]!.Value))["blocking_page"]!["response_code"]!.Value);
        await _v1.OkAsync("DELETE", "/conf/sites/Shop");
        Assert.Empty((await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = KindNames.ServicePolicy })).Objects);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("pkcs12")]
    public async Task A_certificate_is_sealed_served_and_told_without_its_key(string format)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(_manager.Clock.GetUtcNow().AddDays(-1), _manager.Clock.GetUtcNow().AddDays(9));
        var body = format is "pem"
            ? new JsonObject { ["format"] = "pem", ["certificate"] = certificate.ExportCertificatePem(), ["private"] = key.ExportPkcs8PrivateKeyPem(), ["hsm"] = false }
            : new JsonObject { ["format"] = "pkcs12", ["pkcs12file"] = Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, "secret")), ["password"] = "secret" };
        await _v1.OkAsync("POST", $"{Service}/sslCertificates/Shop%20Key", body.ToJsonString());
        Assert.Equal("""{"sslKeyName":["Shop Key"]}""", (await _v1.OkAsync("GET", $"{Service}/sslCertificates"))!.ToJsonString());
        var told = (await _v1.OkAsync("GET", $"{Service}/sslCertificates/Shop%20Key"))!;
        Assert.Equal("CN=shop.example", told["issuer"]!.GetValue<string>());
        Assert.Equal(new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeMilliseconds(), told["validTo"]!.GetValue<long>());
        await _v1.OkAsync("PUT", $"{Service}/krpInboundRules/Edge/main/8080", """{"serverCertificate":"Shop Key"}""");
        Assert.Equal("Shop Key", (await _v1.OkAsync("GET", $"{Service}/krpInboundRules/Edge/main/8080"))!["serverCertificate"]!.GetValue<string>());

        var name = (await SiteAsync())["certificates"]!.Items[0].Value;
        var spec = await SpecAsync(ObjectKinds.Certificate, name);
        var opened = _sealing.TryOpen("default", $"shop/{name}", spec["private_key"]!["key_id"]!.Value, Convert.FromBase64String(spec["private_key"]!["sealed"]!.Value));
        Assert.Contains("BEGIN PRIVATE KEY", System.Text.Encoding.UTF8.GetString(opened!), StringComparison.Ordinal);
        Assert.Equal(406, (await _v1.SendAsync("DELETE", $"{Service}/sslCertificates/Shop%20Key")).Status);
        Assert.Equal(406, (await _v1.SendAsync("POST", $"{Service}/sslCertificates/Shop%20Key", body.ToJsonString())).Status);
        await _v1.OkAsync("DELETE", Service);
        Assert.Empty((await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = ObjectKinds.Certificate })).Objects);
    }

    [Theory]
    [InlineData("""{"format":"pem","certificate":"x","private":"y"}""")]
    [InlineData("""{"format":"pkcs12","pkcs12file":"!!","password":"x"}""")]
    [InlineData("""{"format":"jks"}""")]
    [InlineData("""{"hsm":true}""")]
    public async Task A_certificate_that_is_none_is_refused(string body) => Assert.Equal(400, (await _v1.SendAsync("POST", $"{Service}/sslCertificates/a", body)).Status);

    private static string PolicyOf(Node site) => Assert.Single(site["service_policies"]!.Items).Value;

    private async Task<Node> SiteAsync() => Assert.Single((await _manager.Store.Tenant("default").ListAsync(new ObjectQuery { Kind = KindNames.Site })).Objects).ReadSpec();

    // What is kept was checked by the readers of the gateways.
    private async Task<Node> SpecAsync(string kind, string name)
    {
        var found = (await _manager.Store.Tenant("default").FindAsync(new(kind, "shop", name)))!;
        Assert.Empty(SpecCheck.Check(found.ToDraft()));
        return found.ReadSpec();
    }
}
