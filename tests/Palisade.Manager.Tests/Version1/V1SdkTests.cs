using System.Text.Json.Nodes;

namespace Palisade.Manager.Tests.Version1;

/// <summary>What an SDK does that moves a system: everything is made, read, taken out, made again from what was read, and read again.</summary>
public sealed class V1SdkTests : IAsyncLifetime
{
    private const string Site = "/conf/sites/Sdk%20Site";
    private const string Group = "/conf/serverGroups/Sdk%20Site/Sdk%20Group";
    private const string Service = "/conf/webServices/Sdk%20Site/Sdk%20Group/Sdk%20Service";
    private const string Application = "/conf/webApplications/Sdk%20Site/Sdk%20Group/Sdk%20Service/Sdk%20%2F%20App";
    private const string Profile = "/conf/webProfile/Sdk%20Site/Sdk%20Group/Sdk%20Service/Sdk%20%2F%20App";
    private const string Rule = Service + "/krpInboundRules/Edge/main/8443";
    private const string Plain = Service + "/krpInboundRules/Edge/main/8080";

    private const string OfService = "\"applyTo\":[{\"siteName\":\"Sdk Site\",\"serverGroupName\":\"Sdk Group\",\"webServiceName\":\"Sdk Service\"}]";
    private const string OfApplication = "\"applyTo\":[{\"siteName\":\"Sdk Site\",\"serverGroupName\":\"Sdk Group\",\"webServiceName\":\"Sdk Service\",\"webApplicationName\":\"Sdk / App\"}]";

    // In the order in which they are made; they are taken out from the end.
    private static readonly (string Path, string Make, string? Put, string Body)[] Tree =
    [
        ("/conf/ipGroups/Offices", "POST", null, """{"entries":[{"type":"single","ipAddressFrom":"192.0.2.7"},{"type":"range","ipAddressFrom":"203.0.113.5","ipAddressTo":"203.0.113.9"}]}"""),
        ("/conf/ipGroups/Nobody", "POST", null, """{"entries":[]}"""),
        ("/conf/actionSets/Tell%20Us", "POST", null, """{"type":"security","actions":[{"name":"log","type":"GWSyslog","host":"192.0.2.99","port":514,"protocol":"TCP","runOnEveryEvent":true,"message":"é \"x\""},{"name":"hold","type":"BlockIP","duration":60}]}"""),
        ("/conf/globalObjects/dataMaskingGroups/Cards", "POST", null, """{"dataMaskingObjects":[{"name":"card","match":"cardno","searchInHttpParameters":true,"searchInHttpHeaders":false,"searchInHttpCookies":true,"enabled":true}]}"""),
        ("/conf/globalObjects/URLRewriteGroups/Moves", "POST", null, """{"rules":[{"priority":1,"name":"a","matchCriteria":[],"pathToFind":"/a","pathToReplace":"/b","enabled":true}]}"""),
        ("/conf/globalObjects/parameterTypeConfiguration/Iban", "POST", null, """{"regularExpression":"^[A-Z]{2}[0-9]+$"}"""),
        ("/conf/globalObjects/sslSettings/Modern", "POST", null, """{"sslProtocolVersions":["TLSv1.2","TLSv1.3"],"enforceRPServerSideCipherPriority":true,"activeCiphers":[],"activeEllipticCurves":["P-256"]}"""),
        ("/conf/globalObjects/webErrorPageGroups/pages/Sorry", "POST", null, """{"errorPageContent":"<p>no</p>","httpResponseCode":"403"}"""),
        ("/conf/globalObjects/webErrorPageGroups/policies/Pages", "POST", null, """{"rules":[{"priority":1,"name":"r","errorPageName":"Sorry","enabled":true,"matchCriteria":[]}]}"""),
        ("/conf/globalObjects/gatewayHttpProxy/Out", "POST", null, """{"ip":"192.0.2.80","port":3128,"user":"u"}"""),
        (Site, "POST", null, ""),
        (Group, "POST", """{"operationMode":"active","ignoreIpGroup":"Offices"}""", ""),
        (Group + "/protectedIPs/198.51.100.4", "POST", null, """{"comment":"first"}"""),
        (Group + "/servers/198.51.100.4", "POST", null, """{"ip":"198.51.100.4","host-name":"db","OS-type":"Linux","user-name":"u"}"""),
        (Service, "POST", """{"default-application":"Sdk / App"}""", """{"ports":[8080],"sslPorts":[8443],"http2":true,"trpMode":false}"""),
        (Application, "POST", null, """{"learnSettings":"LearnAll","parseOCSPRequests":false,"restrictMonitoringToUrls":"","ignoreUrlsDirectories":"/static"}"""),
        (Rule, "POST", null, """{"clientAuthenticationAuthorities":"Roots","clientAuthenticationRules":{"a":"b"},"clientSideSslSettings":"Modern"}"""),
        (Rule + "/krpOutboundRules/1", "POST", null, """{"externalHost":"Any","urlPrefix":"/api","internalIpHost":"api.internal","serverPort":8443,"encrypt":true,"validateServerCertificate":true,"serverSideSslSettings":"Modern"}"""),
        (Rule + "/krpOutboundRules/5", "POST", null, """{"externalHost":"shop.example","internalIpHost":"192.0.2.10","serverPort":8000,"encrypt":false}"""),
        // Without TLS: the other one waits for its certificate, and stands for no site.
        (Plain, "POST", null, ""),
        (Plain + "/krpOutboundRules/1", "POST", null, """{"externalHost":"shop.example","internalIpHost":"192.0.2.10","serverPort":8000,"encrypt":false}"""),
        (Service + "/trpRules/192.0.2.10/80,81", "POST", null, """{"certificate":"c","serverSidePort":81,"encryptServerConnection":false}"""),
        (Service + "/hostToAppMappings/3", "POST hostToAppMappings", null, """{"host":"shop.example","hostMatchType":"Exact"}"""),
        (Service + "/advancedHttpSettings", "PUT", null, """{"connectionTimeout":300,"caseSensitiveUrls":true}"""),
        (Service + "/dataMaskingGroups", "PUT", null, """{"dataMaskingGroup":"Cards"}"""),
        (Service + "/errorPage", "PUT", null, """{"useDefaultErrorPage":false,"defaultErrorPageBody":"<p>no {{support_id}}</p>","defaultErrorPageResponseCode":"403","webErrorPagePolicies":["Pages"]}"""),
        (Service + "/forwardedClientIp", "PUT", null, """{"forwardClientIP":true,"forwardHeaderName":"X-Forwarded-For"}"""),
        (Service + "/forwardedConnections", "PUT", null, """{"useHttpForwardingHeader":true,"forwardedConnections":[{"headerName":"X-Forwarded-For","proxyIpGroup":"Offices"}]}"""),
        (Service + "/plugins", "PUT", null, """{"plugins":[{"pluginType":"p","pluginOrder":1,"name":"n"}]}"""),
        (Service + "/serverNameIndication", "PUT", null, """{"sniClientToGatewayEnabled":true,"sniGatewayToServerEnabled":false,"sniStrictModeEnabled":false}"""),
        (Service + "/URLRewrite", "PUT", null, """{"urlRewriteGroups":["Moves"]}"""),
        (Service + "/xmlParsing", "PUT", null, """{"parseXmlOnlyIfSoap":true,"maximumParsingDepth":10}"""),
        (Profile, "PUT", null, """{"learnedHosts":["shop.example"],"webProfileUrls":[{"urlFullPath":"/buy","status":"InProtection","locked":true,"allowedMethods":[{"method":"POST","status":"decided"}],"parameters":[{"name":"n","minLength":1,"maxLength":9,"required":true}]}],"cookies":[{"name":"sid","status":"Protect"}]}"""),
        ("/conf/policies/security/firewallPolicies/Fw", "POST", null, """{"action":"block","severity":"high","rules":[{"direction":"inbound","protocol":"tcp","ipGroup":"Offices"}],"applyTo":[{"siteName":"Sdk Site","serverGroupName":"Sdk Group"}]}"""),
        ("/conf/policies/security/httpProtocolPolicies/Hp", "POST", null, $$"""{"rules":[{"name":"Long URL","enabled":true,"severity":"high","action":"block","followedAction":"Tell Us","parameters":{"max":2048} }],"exceptions":[{"ruleName":"Long URL","comment":"c","predicates":[{"type":"httpRequestUrl","values":["/x"],"match":"prefix","operation":"atLeastOne"}]}],{{OfService}}}"""),
        ("/conf/policies/security/http2ProtocolPolicies/H2", "POST", null, $$"""{"rules":[],{{OfService}}}"""),
        ("/conf/policies/security/webApplicationSignaturesPolicies/Sig", "POST", null, $$"""{"rules":[{"name":"d","enabled":true,"severity":"low","action":"none","followedAction":""}],{{OfApplication}}}"""),
        ("/conf/policies/security/webCorrelationPolicies/Cor", "POST", null, $$"""{"rules":[],{{OfApplication}}}"""),
        ("/conf/policies/security/webProfilePolicies/Pro", "POST", null, $$"""{"apuConfig":{"a":{"enabled":true,"occurrences":5,"hours":1,"sources":2} },"disableLearning":true,{{OfApplication}}}"""),
        ("/conf/policies/security/webServiceCustomPolicies/Door", "POST", null, $$"""{"action":"block","severity":"high","followedAction":"Tell Us","matchCriteria":[{"type":"sourceIpAddresses","operation":"excludeAll","ipGroups":["Offices"],"userDefined":[]},{"type":"httpRequestUrl","operation":"atLeastOne","match":"prefix","values":["/admin"]}],{{OfService}}}"""),
        ("/conf/webApplicationCustomPolicies/Flood%20%C3%A9", "POST", null, $$"""{"action":"block","matchCriteria":[{"type":"httpRequestUrl","operation":"atLeastOne","match":"exact","values":["/login"]},{"type":"numberOfOccurrences","context":"Single Source IP","numTimes":5,"withinSeconds":60}],{{OfApplication}}}"""),
        ("/conf/tags/blue", "POST", null, ""),
    ];

    private TestManager _manager = null!;
    private V1Client _v1 = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _v1 = await new V1Client(_manager).SignOnAsync();
        await _v1.OkAsync("POST", "/conf/gatewayGroups/Edge", """{"gatewayMode":"ReverseProxy","failMode":"Fail Closed"}""");
    }

    public async Task DisposeAsync()
    {
        _v1.Dispose();
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task A_system_that_is_exported_deleted_and_imported_is_the_same()
    {
        foreach (var (path, make, put, body) in Tree)
        {
            await MakeAsync(path, make, body);
            if (put is not null) await _v1.OkAsync("PUT", path, put);
            if (body.Length > 0) AssertHolds(JsonNode.Parse(body)!, await ReadAsync(path), path);
        }

        var before = await ExportAsync();
        var enforced = await EnforcedAsync();
        foreach (var path in new[] { Group, Service, Application }) Assert.NotEmpty((await _v1.OkAsync("GET", path + "/securityPolicies"))!.AsArray());
        foreach (var (path, make, _, _) in Tree.Reverse().Where(t => t.Make is not "PUT")) await _v1.OkAsync("DELETE", path);
        foreach (var (path, _, _, _) in Tree) Assert.Equal(path.StartsWith("/conf/tags", StringComparison.Ordinal) || path == Site ? 405 : 404, (await _v1.SendAsync("GET", path)).Status);
        Assert.DoesNotContain((await _manager.Store.Tenant("default").ListAsync(new())).Objects, o => o.Key.Local.Kind is not ("gateway_group" or "namespace" or "tenant"));

        foreach (var (path, make, put, body) in Tree)
        {
            var read = before[path];
            await MakeAsync(path, make, read is null ? body : read.ToJsonString());
            if (put is not null) await _v1.OkAsync("PUT", path, read is null ? put : read.ToJsonString());
        }

        // What gateways get is the same, too.
        Assert.True(enforced.Count > 8, string.Join(' ', enforced.Keys));
        var again = await EnforcedAsync();
        Assert.Equal(enforced.Keys, again.Keys);
        foreach (var (key, spec) in enforced) Assert.Equal((key, spec), (key, again[key]));
        var after = await ExportAsync();
        foreach (var (path, value) in before) Assert.Equal(value?.ToJsonString(), after[path]?.ToJsonString());
    }

    // Services and documents of the interface are compared as it shows them.
    private async Task<SortedDictionary<string, string>> EnforcedAsync() =>
        new((await _manager.Store.Tenant("default").ListAsync(new())).Objects.Where(o => o.Key.Local.Kind is not ("v1_document" or "web_service")).ToDictionary(o => $"{o.Key.Local}", o => System.Text.Encoding.UTF8.GetString(o.Spec.Span)), StringComparer.Ordinal);

    private async Task MakeAsync(string path, string make, string body)
    {
        if (make is "POST hostToAppMappings") path = path.Replace("hostToAppMappings/", "hostToAppMappings/Sdk%20%2F%20App/", StringComparison.Ordinal);
        await _v1.OkAsync(make.Split(' ')[0], path, body.Length == 0 ? null : body);
    }

    private async Task<JsonNode?> ReadAsync(string path) => path == Site || path.StartsWith("/conf/tags", StringComparison.Ordinal) ? null : await _v1.OkAsync("GET", path);

    private async Task<Dictionary<string, JsonNode?>> ExportAsync()
    {
        var all = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (path, _, _, _) in Tree) all[path] = await ReadAsync(path);
        foreach (var path in new[] { "/conf/sites", "/conf/ipGroups", "/conf/actionSets", "/conf/tags", "/conf/webServiceCustomPolicies", "/conf/policies/security/webApplicationCustomPolicies", Rule + "/krpOutboundRules", Service + "/krpInboundRules" })
            all[path] = await _v1.OkAsync("GET", path);
        return all;
    }

    // What was written is told; more may be.
    private static void AssertHolds(JsonNode written, JsonNode? told, string at)
    {
        if (told is null || written is not JsonObject members) return;
        foreach (var (name, value) in members) Assert.True(JsonNode.DeepEquals(value, told[name]), $"{at} {name}: {value?.ToJsonString()}, told {told[name]?.ToJsonString()}");
    }
}
