using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>Policies, descriptions and certificates that are too many, too large, or wrong.</summary>
internal static class BadParts
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Dose> All =>
    [
        Dose.Site("100,000 routes", Fate.Borne, "", $", routes: [{string.Join(", ", Enumerable.Range(0, 100_000).Select(i => $"{{path: {{prefix: /r{i}}}}}"))}]") with { Ask = "/r99999" },
        Dose.Site("50,000 domains", Fate.Refused, "spec.domains", "").With(t => $"kind: site\nmetadata: {{name: many}}\nspec: {{origin_pool: app, domains: [{string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"{t}-{i}.example"))}]}}\n"),
        Dose.Site("a pattern that is none in a policy", Fate.Refused, "spec.rule_list.rules[0].spec.path.regex_values[0]", ", service_policies: [bad]", "kind: service_policy\nmetadata: {name: bad}\nspec: {rule_list: {rules: [{metadata: {name: r}, spec: {action: DENY, path: {regex_values: ['(']}}}]}}\n"),
        Dose.Site("a pattern bomb in a policy", Fate.Borne, "", ", service_policies: [bad]", "kind: service_policy\nmetadata: {name: bad}\nspec: {rule_list: {rules: [{metadata: {name: r}, spec: {action: DENY, path: {regex_values: ['((a{1,1000}){1,1000}){1,1000}$']}}}]}}\n") with { Ask = $"/{new string('a', 4000)}" },
        Dose.Site("200,000 prefixes of addresses", Fate.Borne, "", "", $"kind: ip_prefix_set\nmetadata: {{name: bad}}\nspec: {{prefixes: [{string.Join(", ", Enumerable.Range(0, 200_000).Select(i => $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}/32"))}]}}\n"),
        Dose.Site("a pattern that is none in a route", Fate.Refused, "spec.routes[0].path.regex", ", routes: [{path: {regex: '(?<='}}]"),
        Dose.Site("a list of addresses in a file of the gateway", Fate.Refused, "spec.file", "", "kind: ip_prefix_set\nmetadata: {name: bad}\nspec: {file: /etc/passwd}\n"),
        Dose.Site("a description that is none", Fate.Refused, "spec.document", ", api_definition: bad", "kind: api_definition\nmetadata: {name: bad}\nspec: {document: '{\"openapi\": 7'}\n"),
        Dose.Site("keys of tokens that are none", Fate.Refused, "spec.jwks", ", jwt_validation: bad", "kind: jwt_validation\nmetadata: {name: bad}\nspec: {jwks: '[]'}\n"),
        Dose.Site("a limit of none", Fate.Refused, "total_number", "", "kind: rate_limiter\nmetadata: {name: bad}\nspec: {limits: [{total_number: -1, unit: SECOND}]}\n"),
        Dose.Site("ten thousand exclusions", Fate.Borne, "", ", waf_exclusions: [bad]", $"kind: waf_exclusion_policy\nmetadata: {{name: bad}}\nspec: {{waf_exclusion_rules: [{string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"{{metadata: {{name: e{i}}}, path_prefix: /e{i}/, app_firewall_detection_control: {{exclude_signature_contexts: [{{signature_id: 26902001, context: CONTEXT_ANY}}]}}}}"))}]}}\n") with { Ask = "/e9999/" },
        Dose.Site("a description that names itself", Fate.Borne, "", ", api_definition: bad", Api("{\"a\": {\"$ref\": \"#/components/schemas/a\"}, \"b\": {\"allOf\": [{\"$ref\": \"#/components/schemas/b\"}]}}")) with { Ask = "/a" },
        Dose.Site("a description that doubles at each step", Fate.Borne, "", ", api_definition: bad", Api($"{{\"s0\": {{\"type\": \"string\"}}, {string.Join(", ", Enumerable.Range(1, 60).Select(i => $"\"s{i}\": {{\"properties\": {{\"x\": {{\"$ref\": \"#/components/schemas/s{i - 1}\"}}, \"y\": {{\"$ref\": \"#/components/schemas/s{i - 1}\"}}}}}}"))}, \"a\": {{\"$ref\": \"#/components/schemas/s60\"}}}}")) with { Ask = "/a" },
        Certificate("a certificate that is none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        Certificate("a certificate of seven megabytes", string.Concat(Enumerable.Repeat(Pem(), 9_000))) with { Fate = Fate.Borne, Says = "" },
        Certificate("a certificate with a key of nobody", Pem()) with { Fate = Fate.Told, Says = "private_key" },
        Dose.Site("a page of seven megabytes", Fate.Borne, "", $", maintenance: {{html: '{new string('x', 7 << 20)}'}}") with { Ask = "/" },
    ];

    private static Dose With(this Dose dose, Func<string, string> yaml) => dose with { Body = tenant => System.Text.Encoding.UTF8.GetBytes(yaml(tenant)) };

    private static string Api(string schemas) =>
        $"kind: api_definition\nmetadata: {{name: bad}}\nspec:\n  document: |\n    {{\"openapi\": \"3.0.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"components\": {{\"schemas\": {schemas}}}, \"paths\": {{\"/a\": {{\"get\": {{\"responses\": {{\"200\": {{\"description\": \"ok\", \"content\": {{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/a\"}}}}}}}}}}}}}}}}}}\n";

    private static Dose Certificate(string name, string pem) => Dose.Site(
        name, Fate.Refused, "spec.certificate", ", certificates: [bad]", $"kind: certificate\nmetadata: {{name: bad}}\nspec:\n  private_key: {{sealed: '{Convert.ToBase64String(new byte[200])}', key_id: '0123456789abcdef'}}\n  certificate: |\n    {pem.Trim().Replace("\n", "\n    ", StringComparison.Ordinal)}\n");

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=bad.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.ExportCertificatePem() + "\n";
    }
}
