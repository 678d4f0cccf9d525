using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Checks;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;
using Xunit.Abstractions;

namespace Palisade.Protection.Tests.Checks;

/// <summary>What a manager accepts, a gateway can build; what it does not, is refused with the field. For every field of every kind.</summary>
public sealed class SpecCheckTests(ITestOutputHelper output)
{
    private const int LongestMessage = 2001;

    private readonly TenantFleet _fleet = new((_, _) => FullTenant.Key, Geography.None, TimeProvider.System);
    private long _revision;

    public static TheoryData<int> Objects => [.. Enumerable.Range(0, FullTenant.Documents.Count)];

    [Fact]
    public void Every_kind_is_in_the_walk() =>
        Assert.Empty(ObjectKinds.All.Select(k => k.Name).Except([.. FullTenant.Documents.Select(d => d["kind"]!.Value), ObjectKinds.PlatformObject], StringComparer.Ordinal));

    [Fact]
    public void What_is_good_is_accepted_and_built()
    {
        foreach (var document in FullTenant.Documents) Assert.Empty(Faults(document, out _));
        Assert.Empty(Built(FullTenant.Objects.Values));
    }

    [Theory, MemberData(nameof(Objects))]
    public void What_is_accepted_can_be_built_and_what_is_not_is_told_with_its_field(int index)
    {
        var document = FullTenant.Documents[index];
        var wrong = new List<string>();
        Assert.Empty(Built(FullTenant.Around(document["kind"]!.Value).Values));
        var (tried, accepted) = (0, 0);
        foreach (var mutation in (IEnumerable<Mutation>)[.. Mutation.Of(document, "spec"), .. index == 0 ? Mutation.Of(document, "metadata") : []])
        {
            tried++;
            var faults = Faults(mutation.Document, out var draft);
            wrong.AddRange(faults.Select(f => Told(f, mutation.Document)).OfType<string>().Select(w => $"{mutation.What}: {w}"));
            if (faults.Count > 0 || draft is null || Dangles(draft)) continue;
            accepted++;
            wrong.AddRange(Built([FullTenant.Delivered(draft)]).Select(r => $"{mutation.What}: accepted, and then: {r.Key}: {r.Fault}"));
        }

        output.WriteLine($"{document["kind"]!.Value} {document["metadata"]!["name"]!.Value}: {tried} tried, {accepted} accepted");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n{string.Join('\n', wrong.Take(60).Select(w => w.Length > 600 ? w[..600] : w))}");
    }

    [Theory]
    [InlineData("service_policy", "{rule_list: {rules: [{metadata: {name: r}, spec: {action: DENY, path: {regex_values: ['a', '(']}}}]}}", "spec.rule_list.rules[0].spec.path.regex_values[1]")]
    [InlineData("service_policy", "{server_name_matcher: {regex_values: ['(']}, allow_all_requests: {}}", "spec.server_name_matcher.regex_values[0]")]
    [InlineData("rate_limiter_policy", "{rules: [{metadata: {name: r}, spec: {bypass_rate_limiter: {}, headers: [{name: a, item: {regex_values: ['[']}}]}}]}", "spec.rules[0].spec.headers[0].item.regex_values[0]")]
    [InlineData("site", "{routes: [{path: {prefix: /}}, {path: {regex: '(?<='}}]}", "spec.routes[1].path.regex")]
    [InlineData("waf_exclusion_policy", "{waf_exclusion_rules: [{metadata: {name: a}, reason: b, path_regex: '(', waf_skip_processing: {}}]}", "spec.waf_exclusion_rules[0].path_regex")]
    [InlineData("ip_prefix_set", "{prefixes: [10.1]}", "spec.prefixes[0]")]
    [InlineData("ip_prefix_set", "{file: /etc/hosts}", "spec.file")]
    [InlineData("bot_defense", "{bots: /etc}", "spec.bots")]
    [InlineData("api_definition", "{document: '{'}", "spec.document")]
    [InlineData("api_definition", "{document: '{}', violations: {'no such': block}}", "spec.violations['no such']")]
    [InlineData("jwt_validation", "{jwks: '{}'}", "spec.jwks")]
    [InlineData("jwt_validation", "{jwks: '{\"keys\": []}', algorithms: [none]}", "spec.algorithms[0]")]
    [InlineData("rule_set", "{rules: [{name: a.conf, text: ''}, {name: b.conf, text: \"\\n\\nSecRule ARGS \\\"@rx (\\\" \\\"id:1,phase:2,deny\\\"\"}]}", "spec.rules[1].text")]
    [InlineData("rule_set", "{rules: [{name: a.conf, text: 'Include /etc/passwd'}]}", "spec.rules[0].text")]
    public void What_only_building_finds_is_told_at_its_field(string kind, string spec, string field)
    {
        var document = YamlText.Read(System.Text.Encoding.UTF8.GetBytes($"kind: {kind}\nmetadata: {{name: bad}}\nspec: {spec}\n")).Documents.Single();
        Assert.Contains(field, Faults(document, out _).Select(f => f.Field));
    }

    // As the store of a manager checks: the object by itself, then what a gateway would make of it.
    private static List<ConfigFault> Faults(Node document, out ObjectDraft? draft)
    {
        var (read, faults) = ObjectText.ReadOne(document, FullTenant.TenantOf(document["kind"]!.Value));
        draft = read?.Draft;
        return [.. faults.Select(f => f.Fault), .. draft is null ? [] : SpecCheck.Check(draft)];
    }

    private static string? Told(ConfigFault fault, Node document)
    {
        if (fault.Message.Length is 0 or > LongestMessage) return $"{fault.Field}: a message of {fault.Message.Length} characters";
        if (fault.Message.Contains("Palisade's own", StringComparison.Ordinal)) return fault.ToString();
        if (fault.Message.Any(char.IsControl)) return $"{fault.Field}: a control character in its message";
        if (fault.Field.Length == 0 || fault.Field.Split('[', '.')[0] is not ("spec" or "metadata" or "kind")) return fault.Field.Length == 0 && fault.Message.StartsWith("There are", StringComparison.Ordinal) ? null : $"no field: {fault}";
        var node = document;
        // All but the last step lead somewhere: what is missing is named in what is there.
        foreach (var step in FieldPath.Steps(fault.Field).SkipLast(1))
        {
            var inner = node.Kind is NodeKind.List ? int.TryParse(step, out var index) && index < node.Items.Count ? node.Items[index] : null : node[step];
            if (inner is null) return $"'{fault.Field}' is no field of the document: {fault.Message}";
            node = inner;
        }

        return null;
    }

    // References are looked at by the store, which refuses those that lead nowhere.
    private static bool Dangles(ObjectDraft draft) => draft.References().Any(r => !r.Targets().Any(FullTenant.Objects.ContainsKey));

    private RefusedObject[] Built(IEnumerable<ObjectDraft> objects)
    {
        var set = objects.ToDictionary(o => o.Key.Local);
        var tenant = _fleet.Apply(new(FullTenant.Tenant, ++_revision, IsWhole: set.Count > 1, set, [], []))[0];
        // Whether gateways have an alias, their objects say.
        RefusedObject[] refused = [.. tenant.Refused.Where(r => !r.Fault.Field.EndsWith(".alias", StringComparison.Ordinal))];
        return tenant.Sites.Count > 0 || refused.Length > 0 ? refused : [new(new("site", "default", "www"), new("", "There is no site."), Kept: false)];
    }
}
