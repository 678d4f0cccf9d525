using System.Text.Json.Nodes;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage.Objects;

namespace Palisade.Manager.Tests.Version1;

/// <summary>The tree of the v1 interface, and the objects that it is.</summary>
public sealed class V1TreeTests : IAsyncLifetime
{
    private const string Service = "/conf/webServices/Shop%20Site/Front%20End/web";

    private TestManager _manager = null!;
    private V1Client _v1 = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _v1 = await new V1Client(_manager).SignOnAsync();
    }

    public async Task DisposeAsync()
    {
        _v1.Dispose();
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Fact]
    public void A_session_has_two_parts_around_one_sign()
    {
        Assert.StartsWith("JSESSIONID=", _v1.Session, StringComparison.Ordinal);
        Assert.Equal(2, _v1.Session!.Split('=').Length);
    }

    [Fact]
    public async Task Who_is_not_signed_on_gets_nothing()
    {
        using var stranger = new V1Client(_manager);
        var (status, body) = await stranger.SendAsync("GET", "/conf/sites");
        Assert.Equal(401, status);
        Assert.NotNull(body!["errors"]![0]!["description"]);
        await _v1.OkAsync("DELETE", "/auth/session");
        Assert.Equal(401, (await _v1.SendAsync("GET", "/conf/sites")).Status);
    }

    [Fact]
    public async Task A_new_server_group_is_in_simulation()
    {
        await _v1.OkAsync("POST", "/conf/serverGroups/Default%20Site/Front%20End");
        var group = await _v1.OkAsync("GET", "/conf/serverGroups/Default%20Site/Front%20End");
        Assert.Equal(("Front End", "simulation"), (group!["name"]!.GetValue<string>(), group["operationMode"]!.GetValue<string>()));
        Assert.Equal(406, (await _v1.SendAsync("POST", "/conf/serverGroups/Default%20Site/Front%20End")).Status);
        Assert.Equal(404, (await _v1.SendAsync("GET", "/conf/serverGroups/Default%20Site/front%20end")).Status);
    }

    [Fact]
    public async Task What_is_made_there_is_objects_that_gateways_serve()
    {
        await MakeAsync();
        var space = _manager.Store.Tenant("default");
        var sites = (await space.ListAsync(new ObjectQuery { Kind = KindNames.Site })).Objects.Select(o => SpecOf<SiteDelivery>(o.Key.Local.Kind, o.ReadSpec())).ToList();
        var any = Assert.Single(sites, s => s.Domains[0] == "*");
        var own = Assert.Single(sites, s => s.Domains[0] == "api.shop.example");
        Assert.Equal([8080], any.Listeners.Select(l => l.Port));
        Assert.Equal("front-end.web.app-internal-8000", any.OriginPool!.Name);
        Assert.Equal("front-end.web.static-internal-443-tls-any", own.Routes[0].OriginPool!.Name);
        // What Any takes, it takes for hosts with rules of their own, too.
        Assert.Equal("front-end.web.app-internal-8000", own.OriginPool!.Name);
        await _v1.OkAsync("DELETE", $"{Service}/krpInboundRules/Edge/main/8080/krpOutboundRules/5");
        Assert.DoesNotContain((await space.ListAsync(new ObjectQuery { Kind = ObjectKinds.OriginPool })).Objects, p => p.Key.Local.Name.Contains("static", StringComparison.Ordinal));
        await _v1.OkAsync("DELETE", Service);
        Assert.Empty((await space.ListAsync(new ObjectQuery { Kind = KindNames.Site })).Objects);
        Assert.Empty((await space.ListAsync(new ObjectQuery { Kind = ObjectKinds.OriginPool })).Objects);
    }

    [Fact]
    public async Task A_tree_that_is_exported_deleted_and_imported_is_the_same()
    {
        await MakeAsync();
        var before = await ExportAsync();
        await _v1.OkAsync("DELETE", "/conf/sites/Shop%20Site");
        Assert.DoesNotContain("Shop Site", (await _v1.OkAsync("GET", "/conf/sites"))!["sites"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.Equal(404, (await _v1.SendAsync("GET", Service)).Status);

        await _v1.OkAsync("POST", "/conf/sites/Shop%20Site");
        await _v1.OkAsync("POST", "/conf/serverGroups/Shop%20Site/Front%20End");
        await _v1.OkAsync("PUT", "/conf/serverGroups/Shop%20Site/Front%20End", before["group"]!.ToJsonString());
        await _v1.OkAsync("POST", Service, before["service"]!.ToJsonString());
        foreach (var rule in before["inbound"]!["inboundKrpRules"]!.AsArray())
        {
            var path = $"{Service}/krpInboundRules/{rule!["gatewayGroupName"]}/{rule["aliasName"]}/{rule["gatewayPorts"]![0]}";
            await _v1.OkAsync("POST", path, rule.ToJsonString());
            foreach (var outbound in before["outbound"]!["outboundKrpRules"]!.AsArray()) await _v1.OkAsync("POST", $"{path}/krpOutboundRules/{outbound!["priority"]}", outbound.ToJsonString());
        }

        await _v1.OkAsync("POST", $"{Service.Replace("webServices", "webApplications", StringComparison.Ordinal)}/Cart", before["application"]!.ToJsonString());
        Assert.Equal(before.ToJsonString(), (await ExportAsync()).ToJsonString());
    }

    [Fact]
    public async Task Ports_are_numbers_or_texts()
    {
        await _v1.OkAsync("POST", "/conf/serverGroups/Default%20Site/g");
        await _v1.OkAsync("POST", "/conf/webServices/Default%20Site/g/w", """{"ports":["80", 81]}""");
        Assert.Equal("[80,81]", (await _v1.OkAsync("GET", "/conf/webServices/Default%20Site/g/w"))!["ports"]!.ToJsonString());
    }

    [Fact]
    public async Task An_ip_group_is_told_as_it_was_written_and_is_prefixes_here()
    {
        const string Entries = """{"entries":[{"type":"single","ipAddressFrom":"192.0.2.7"},{"type":"network","networkAddress":"198.51.100.0","cidrMask":24},{"type":"range","ipAddressFrom":"203.0.113.5","ipAddressTo":"203.0.113.9"}]}""";
        await _v1.OkAsync("POST", "/conf/ipGroups/Bad%20Ones", Entries);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Entries), await _v1.OkAsync("GET", "/conf/ipGroups/Bad%20Ones/data")));
        var set = (await _manager.Store.Tenant("default").FindAsync(new(KindNames.IpPrefixSet, "default", "bad-ones")))!.ReadSpec();
        Assert.Equal(["192.0.2.7", "198.51.100.0/24", "203.0.113.5/32", "203.0.113.6/31", "203.0.113.8/31"], set["prefixes"]!.Items.Select(p => p.Value));
        await _v1.OkAsync("PUT", "/conf/ipGroups/Bad%20Ones/data", """{"entries":[{"type":"single","ipAddressFrom":"192.0.2.7","operation":"remove"}]}""");
        Assert.Equal(2, (await _v1.OkAsync("GET", "/conf/ipGroups/Bad%20Ones"))!["entries"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("POST", "/conf/webServices/Shop%20Site/Front%20End/web2", """{"ports":["x"]}""")]
    [InlineData("POST", "/conf/webServices/Shop%20Site/Front%20End/web2", """{"ports":[0]}""")]
    [InlineData("POST", "/conf/webServices/Shop%20Site/Front%20End/web2", "{")]
    [InlineData("POST", "/conf/webServices/Shop%20Site/Front%20End/web2", "[]")]
    [InlineData("PUT", Service, """{"http2":{}}""")]
    [InlineData("PUT", "/conf/serverGroups/Shop%20Site/Front%20End", """{"operationMode":"on"}""")]
    [InlineData("PUT", "/conf/serverGroups/Shop%20Site/Front%20End", """{"operationMode":"1"}""")]
    [InlineData("POST", "/conf/sites/%0A", null)]
    [InlineData("POST", Service + "/krpInboundRules/Nobody/main/80", "{}")]
    [InlineData("POST", Service + "/krpInboundRules/Edge/main/99999", "{}")]
    [InlineData("POST", Service + "/krpInboundRules/Edge/main/81", """{"outboundRules":{"a":{"internalIpHost":"x"}}}""")]
    [InlineData("POST", Service + "/krpInboundRules/Edge/main/81", """{"outboundRules":{"1":{"internalIpHost":"no host!"}}}""")]
    [InlineData("POST", Service + "/krpInboundRules/Edge/main/81", """{"outboundRules":{"1":{"internalIpHost":"a","urlPrefix":"x y"}}}""")]
    [InlineData("POST", "/conf/ipGroups/x", """{"entries":[{"type":"range","ipAddressFrom":"10.0.0.9","ipAddressTo":"10.0.0.1"}]}""")]
    [InlineData("POST", "/conf/ipGroups/x", """{"entries":[{"type":"single"}]}""")]
    [InlineData("PATCH", "/conf/sites/x", null)]
    [InlineData("GET", "/conf/nothing", null)]
    [InlineData("GET", "/", null)]
    public async Task Bad_input_is_told_as_an_error_and_changes_nothing(string method, string path, string? body)
    {
        await MakeAsync();
        var revision = await _manager.Store.Tenant("default").RevisionAsync();
        var (status, answer) = await _v1.SendAsync(method, path, body);
        Assert.InRange(status, 400, 499);
        Assert.NotEmpty(answer!["errors"]![0]!["description"]!.GetValue<string>());
        Assert.Equal(revision, await _manager.Store.Tenant("default").RevisionAsync());
    }

    [Fact]
    public async Task Users_of_a_tenant_work_in_their_own()
    {
        var admin = await _manager.SignOnAsync();
        await _manager.UserAsync(admin, "acme", "ann", new Api.Accounts.Grant(Api.Accounts.Role.Editor, "acme", null));
        await _manager.UserAsync(admin, "globex", "bob", new Api.Accounts.Grant(Api.Accounts.Role.Viewer, "globex", null));
        using var ann = await new V1Client(_manager).SignOnAsync("acme/ann");
        using var bob = await new V1Client(_manager).SignOnAsync("globex\\bob");
        await ann.OkAsync("POST", "/conf/sites/Secret");
        Assert.DoesNotContain("Secret", (await bob.OkAsync("GET", "/conf/sites"))!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(404, (await bob.SendAsync("GET", "/conf/serverGroups/Secret")).Status);
        Assert.Equal(403, (await bob.SendAsync("POST", "/conf/sites/Mine")).Status);
    }

    [Fact]
    public async Task Who_has_a_part_of_a_tenant_sees_that_part()
    {
        var admin = await _manager.SignOnAsync();
        await _manager.UserAsync(admin, "acme", "ann", new Api.Accounts.Grant(Api.Accounts.Role.TenantAdmin, "acme", null));
        using var ann = await new V1Client(_manager).SignOnAsync("acme/ann");
        await ann.OkAsync("POST", "/conf/sites/Theirs");
        await ann.OkAsync("POST", "/conf/gatewayGroups/Edge");
        await _manager.UserAsync(admin, "acme", "bob", new Api.Accounts.Grant(Api.Accounts.Role.Editor, "acme", ["default"]));
        using var bob = await new V1Client(_manager).SignOnAsync("acme/bob");
        Assert.Equal("""{"sites":["Default Site"]}""", (await bob.OkAsync("GET", "/conf/sites"))!.ToJsonString());
        await bob.OkAsync("POST", "/conf/serverGroups/Default%20Site/Mine");
        Assert.Equal(403, (await bob.SendAsync("GET", "/conf/serverGroups/Theirs")).Status);
        Assert.Equal(403, (await bob.SendAsync("GET", "/conf/gatewayGroups")).Status);
        Assert.Equal(403, (await bob.SendAsync("GET", "/conf/gatewayGroups/Edge")).Status);
        Assert.Equal(403, (await bob.SendAsync("DELETE", "/conf/sites/Theirs")).Status);
    }

    private async Task MakeAsync()
    {
        await _v1.OkAsync("POST", "/conf/gatewayGroups/Edge", """{"gatewayMode":"ReverseProxy","failMode":"Fail Open"}""");
        await _v1.OkAsync("POST", "/conf/sites/Shop%20Site");
        await _v1.OkAsync("POST", "/conf/serverGroups/Shop%20Site/Front%20End");
        await _v1.OkAsync("PUT", "/conf/serverGroups/Shop%20Site/Front%20End", """{"operationMode":"active"}""");
        await _v1.OkAsync("POST", Service, """{"ports":[8080]}""");
        await _v1.OkAsync("POST", $"{Service}/krpInboundRules/Edge/main/8080", """
            {"outboundRules":{"5":{"externalHost":"API.shop.example","urlPrefix":"/static","internalIpHost":"static.internal","serverPort":443,"encrypt":true},
            "10":{"externalHost":"Any","internalIpHost":"app.internal","serverPort":8000,"encrypt":false}}}
            """);
        await _v1.OkAsync("POST", $"{Service.Replace("webServices", "webApplications", StringComparison.Ordinal)}/Cart", """{"learnSettings":"LearnAll","parseOCSPRequests":false}""");
    }

    private async Task<JsonObject> ExportAsync() => new()
    {
        ["group"] = await _v1.OkAsync("GET", "/conf/serverGroups/Shop%20Site/Front%20End"),
        ["service"] = await _v1.OkAsync("GET", Service),
        ["inbound"] = await _v1.OkAsync("GET", $"{Service}/krpInboundRules"),
        ["outbound"] = await _v1.OkAsync("GET", $"{Service}/krpInboundRules/Edge/main/8080/krpOutboundRules"),
        ["application"] = await _v1.OkAsync("GET", $"{Service.Replace("webServices", "webApplications", StringComparison.Ordinal)}/Cart"),
    };

    private static T SpecOf<T>(string kind, Configuration.Documents.Node spec) => (T)Configuration.Objects.SpecReaders.Read(kind, spec).Spec!;
}
