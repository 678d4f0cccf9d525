using Palisade.Api.Accounts;
using Palisade.Manager.Version1;

namespace Palisade.Manager.Tests.Version1;

/// <summary>No input is answered with a fault of ours, on any path of the v1 interface; and nobody gets what is another's.</summary>
public sealed class V1HostileTests : IAsyncLifetime
{
    private const string Marker = "very-secret-marker";

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "null", "\"x\"", "1e400", new string('[', 20_000), string.Concat(Enumerable.Repeat("{\"a\":", 5000)), """{"name":"\ud800"}""", "{\"name\":\"a\\u0000b\"}", """{"a":1,"a":2}""",
        """
        {"name":{},"ports":"x","sslPorts":{},"http2":[],"operationMode":7,"ignoreIpGroup":[],"entries":[1],"rules":{},"exceptions":[1],"matchCriteria":[1],"applyTo":[[]],"actions":[7],"type":{},"comment":[],
        "outboundRules":[],"gatewayPorts":{},"serverCertificate":{},"certificate":{},"format":[],"dataset-name":[],"columns":1,"records":1,"certificateAuthorityGroupName":{},"certificateRevocationListName":[],
        "dataMaskingObjects":1,"urlRewriteGroups":1,"host":[],"hostMatchType":{},"learnSettings":{},"webProfileUrls":1,"headerName":[],"advancedConfiguration":[],"enabled":"maybe","regularExpression":{},"objects":1,
        "targets":{},"ip":{},"user-name":[],"category":{},"signatures":1,"pattern":{},"mask":"x","externalAddress":[],"plugins":1,"xml":1,"connectionTimeout":"soon","parseXmlOnlyIfSoap":"no","useDefaultErrorPage":5,
        "forwardClientIP":[],"forwardedConnections":1,"sniStrictModeEnabled":1,"dataMaskingGroup":[],"gatewayMode":{},"failMode":[],"internalIpHost":[],"cloneFrom":{},"value":[]}
        """,
        """{"matchCriteria":[{"type":"sourceIpAddresses","ipGroups":{},"userDefined":[{}]},{"type":[]}],"action":"block","applyTo":[{"siteName":{}}]}""",
        """{"applyTo":[{"siteName":"../..","serverGroupName":"x"}],"rules":[{"operation":"explode"}]}""",
    ];

    private static readonly string[] Names = ["..", ".", "%2e%2e", "%2F", "a%2Fb", "%5c", "%00", "%ff", "%C0%80", "%F0%9F%98%80", "%0d%0a", "%25", "-1", "99999999999999999999", new string('a', 3000)];

    private TestManager _manager = null!;
    private V1Client _v1 = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        var admin = await _manager.SignOnAsync();
        await _manager.UserAsync(admin, "acme", "ann", new Grant(Role.TenantAdmin, "acme"));
        _v1 = await new V1Client(_manager).SignOnAsync("acme/ann");
        await _v1.OkAsync("POST", "/conf/gatewayGroups/Edge", "{}");
        await _v1.OkAsync("POST", "/conf/sites/Shop%20Site");
        await _v1.OkAsync("POST", "/conf/serverGroups/Shop%20Site/Front%20End");
        await _v1.OkAsync("POST", "/conf/webServices/Shop%20Site/Front%20End/web", """{"ports":[8080]}""");
        await _v1.OkAsync("POST", "/conf/webServices/Shop%20Site/Front%20End/web/krpInboundRules/Edge/main/8080", $$"""{"outboundRules":{"1":{"internalIpHost":"{{Marker}}.internal","serverPort":8000} } }""");
        await _v1.OkAsync("POST", "/conf/webApplications/Shop%20Site/Front%20End/web/Cart", $$"""{"learnSettings":"{{Marker}}"}""");
        await _v1.OkAsync("POST", "/conf/ipGroups/x", """{"entries":[]}""");
        await _v1.OkAsync("POST", $"/conf/ipGroups/{Marker}", """{"entries":[]}""");
        await _v1.OkAsync("POST", $"/conf/policies/security/webServiceCustomPolicies/{Marker}", "{}");
        await _v1.OkAsync("POST", $"/conf/actionSets/{Marker}", "{}");
    }

    public async Task DisposeAsync()
    {
        _v1.Dispose();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task Bodies_of_any_kind()
    {
        foreach (var route in V1Walk.Routes.Where(r => r.Method is "POST" or "PUT"))
        {
            foreach (var body in Bodies) await SendAsync(route, body, V1Walk.Path(route));
        }

        Assert.Empty(_manager.Errors);
    }

    [Fact]
    public async Task Bodies_that_are_no_good_change_nothing()
    {
        var before = await _manager.Store.Tenant("acme").RevisionAsync();
        foreach (var route in V1Walk.Routes.Where(r => r.Method is "POST" or "PUT"))
        {
            foreach (var body in Bodies.Where(b => b.Length > 0 && !b.StartsWith("{\"", StringComparison.Ordinal) && !b.StartsWith("{\n", StringComparison.Ordinal)))
            {
                var status = await SendAsync(route, body, V1Walk.Path(route, other: "new one"));
                Assert.True(status >= 400 || (route.Body?.IsList is true && body is "[]"), $"{route.Method} {route.Path}: {status} {body[..Math.Min(body.Length, 40)]}");
            }
        }

        Assert.InRange(await _manager.Store.Tenant("acme").RevisionAsync(), before, before + 1);
        Assert.Empty(_manager.Errors);
    }

    [Fact]
    public async Task Names_of_any_kind()
    {
        foreach (var route in V1Walk.Routes.Where(r => r.Path.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var name in Names)
            {
                var path = "/" + string.Join('/', route.Path.Split('/').Select(s => s[0] is '{' ? name : s));
                await SendAsync(route, route.Method is "GET" or "DELETE" ? null : "{}", path);
            }
        }

        Assert.Empty(_manager.Errors);
    }

    [Theory]
    [InlineData(Role.TenantAdmin)]
    [InlineData(Role.Viewer)]
    public async Task Nobody_of_another_tenant_gets_anything(Role role)
    {
        var before = await _manager.Store.Tenant("acme").RevisionAsync();
        await _manager.UserAsync(await _manager.SignOnAsync(), "evil", "eve", new Grant(role, "evil"));
        using var eve = await new V1Client(_manager).SignOnAsync("evil/eve");
        foreach (var route in V1Walk.Routes)
        {
            var (status, body) = await eve.WalkAsync(route, route.Method is "GET" or "DELETE" ? null : "{}");
            Assert.True(status < 500, $"{route.Method} {route.Path}: {status}");
            Assert.DoesNotContain(Marker, body?.ToJsonString() ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(before, await _manager.Store.Tenant("acme").RevisionAsync());
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing()
    {
        await _manager.UserAsync(await _manager.SignOnAsync(), "acme", "vic", new Grant(Role.Viewer, "acme"));
        var before = await _manager.Store.Tenant("acme").RevisionAsync();
        using var vic = await new V1Client(_manager).SignOnAsync("acme/vic");
        foreach (var route in V1Walk.Routes.Where(r => r.Method is not "GET")) Assert.InRange((await vic.WalkAsync(route, "{}")).Status, 200, 499);
        Assert.Equal(before, await _manager.Store.Tenant("acme").RevisionAsync());
        Assert.Equal(403, (await vic.SendAsync("GET", "/administration/gatewayRegistrationToken")).Status);
        Assert.Equal(403, (await vic.SendAsync("GET", "/conf/users")).Status);
    }

    [Fact]
    public async Task Who_has_another_namespace_sees_nothing_of_it()
    {
        await _manager.UserAsync(await _manager.SignOnAsync(), "acme", "ned", new Grant(Role.Editor, "acme", ["nowhere"]));
        using var ned = await new V1Client(_manager).SignOnAsync("acme/ned");
        foreach (var route in V1Walk.Routes)
        {
            var (status, body) = await ned.WalkAsync(route, route.Method is "GET" or "DELETE" ? null : "{}");
            Assert.True(status < 500 && body?.ToJsonString().Contains(Marker, StringComparison.Ordinal) is not true, $"{route.Method} {route.Path}: {status} {body}");
        }
    }

    private async Task<int> SendAsync(V1Route route, string? body, string path)
    {
        var (status, answer) = await _v1.SendAsync(route.Method, path, body);
        Assert.True(status < 500, $"{route.Method} {path[..Math.Min(200, path.Length)]} {body?[..Math.Min(100, body.Length)]}: {status} {answer}");
        if (status >= 400 && answer?["errors"] is { } errors) Assert.NotEqual("", errors[0]!["description"]!.GetValue<string>());
        return status;
    }
}
