namespace Palisade.Bench.Fleet.Poison;

/// <summary>Names of what is not there, of other tenants, and of what leads in circles.</summary>
internal static class BadReferences
{
    /// <summary>A domain that one of the other tenants has.</summary>
    public const string Taken = "other-1.example";

    /// <summary>All of them.</summary>
    /// <param name="gateway">The port of a gateway.</param>
    public static IEnumerable<Dose> All(int gateway) =>
    [
        Dose.Site("a pool that is not there", Fate.Refused, "spec.routes[0].origin_pool", ", routes: [{path: {prefix: /a}, origin_pool: nobody}]"),
        Dose.Site("a certificate that is not there", Fate.Refused, "spec.certificates", ", certificates: [nobody]"),
        Dose.Yaml("an object of another tenant", Fate.Refused, "tenant", "kind: site\nmetadata: {name: a, tenant: other-1}\nspec: {}\n"),
        Dose.Yaml("a pool of another tenant", Fate.Refused, "spec.origin_pool", "kind: site\nmetadata: {name: a}\nspec: {domains: [TENANT-a.example], origin_pool: {name: app, tenant: other-1}}\n"),
        Dose.Yaml("a domain of another tenant", Fate.Refused, "spec.domains[0]", "kind: site\nmetadata: {name: thief}\nspec: {domains: [" + Taken + "], origin_pool: app}\n"),
        Dose.Yaml("all domains that there are", Fate.Borne, "", "kind: site\nmetadata: {name: thief}\nspec: {domains: ['*'], origin_pool: app, maintenance: {page: mine}}\n"),
        Dose.Yaml("sets of policies in a circle", Fate.Borne, "", "kind: service_policy_set\nmetadata: {name: a}\nspec: {policies: [b]}\n---\nkind: service_policy_set\nmetadata: {name: b}\nspec: {policies: [a]}\n"),
        Dose.Site("a pool whose name does not resolve", Fate.Borne, "", ", routes: [{path: {prefix: /x}, origin_pool: nowhere}]", "kind: origin_pool\nmetadata: {name: nowhere}\nspec: {endpoints: [{name: no-such-name.invalid, port: 80}]}\n") with { Ask = "/x" },
        Dose.Site("a pool that is the gateway itself", Fate.Borne, "", ", routes: [{path: {prefix: /x}, origin_pool: self}]", $"kind: origin_pool\nmetadata: {{name: self}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: {gateway}}}]}}\n") with { Ask = "/x" },
        Dose.Site("a redirect to itself", Fate.Borne, "", ", routes: [{path: {prefix: /x}, redirect: {path: /x, status: 301}}]") with { Ask = "/x" },
        Dose.Site("headers that break out of their line", Fate.Refused, "response_headers", ", request_headers: {set: {X-A: \"a\\r\\nX-B: b\\r\\n\\r\\n\"}}") with { Says = "request_headers" },
        Dose.Site("a header that frames messages", Fate.Refused, "request_headers", ", request_headers: {set: {Content-Length: '7'}}"),
    ];
}
