using System.Globalization;

namespace Palisade.Bench.Fleet.Running;

/// <summary>Good objects, as YAML.</summary>
internal static class SiteText
{
    /// <summary>A pool with the origin.</summary>
    public static string Pool(int port) => string.Create(CultureInfo.InvariantCulture, $"kind: origin_pool\nmetadata: {{name: app}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: {port}}}]}}\n");

    /// <summary>A site whose answers say a number.</summary>
    /// <param name="more">Further fields of its spec, each after a comma.</param>
    public static string Site(string name, string domain, int number, string more = "") => string.Create(
        CultureInfo.InvariantCulture, $"kind: site\nmetadata: {{name: {name}}}\nspec: {{domains: ['{domain}'], origin_pool: app, operation_mode: active, response_headers: {{set: {{X-Number: '{number}'}}}}{more}}}\n");

    /// <summary>Exclusions that no other site has.</summary>
    public static string Exclusions(string name, int number) => string.Create(
        CultureInfo.InvariantCulture, $"kind: waf_exclusion_policy\nmetadata: {{name: {name}}}\nspec: {{waf_exclusion_rules: [{{metadata: {{name: a}}, path_prefix: /own-{number}/, app_firewall_detection_control: {{exclude_signature_contexts: [{{signature_id: 942100, context: CONTEXT_PARAMETER, context_name: q{number}}}]}}}}]}}\n");

    /// <summary>Documents in one text.</summary>
    public static string Join(IEnumerable<string> documents) => string.Join("---\n", documents);
}
