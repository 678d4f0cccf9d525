using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.References;
using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies.Reading;

/// <summary>Objects and policies are the same documents, read on two floors: both must see the same references, and JSON must mean what YAML means.</summary>
public sealed class ObjectAgreementTests
{
    private const string Text = """
        kind: site
        metadata: {name: www}
        spec:
          app_firewall: f
          waf_exclusions: [w1, w2]
          service_policies: [p, s]
          rate_limiter_policies: [r]
          user_identification: u
          bot_defense: b
          api_definition: a
          jwt_validation: j
          graphql: g
          routes:
            - path: {prefix: /a}
              app_firewall: f
              waf_exclusions: [w1]
              service_policies: []
              rate_limiter_policies: [r]
              user_identification: u
              bot_defense: b
              api_definition: a
              jwt_validation: j
              graphql: g
        ---
        kind: service_policy
        metadata: {name: p}
        spec:
          any_server: {}
          deny_list: {ip_prefix_set: [i, k], asn_list: {as_numbers: [64500]}, default_action_next_policy: }
        ---
        kind: service_policy
        metadata: {name: q}
        spec:
          rule_list:
            rules:
              - metadata: {name: one}
                spec: {action: DENY, ip_matcher: {prefix_sets: [i]}, waf_action: {none: }}
              - metadata: {name: two}
                spec: {action: ALLOW, any_ip: , expiration_timestamp: 2027-06-30T00:00:00Z}
        ---
        kind: service_policy
        metadata: {name: l}
        spec:
          allow_list: {ip_prefix_set: [i], default_action_deny: {}}
        ---
        kind: service_policy_set
        metadata: {name: s}
        spec: {policies: [p, q]}
        ---
        kind: rate_limiter
        metadata: {name: l}
        spec:
          limits: [{total_number: 10, unit: MINUTE, action_block: {seconds: {duration: 5}}}]
          user_identification: u
        ---
        kind: rate_limiter_policy
        metadata: {name: r}
        spec:
          rate_limiter: l
          rules:
            - metadata: {name: one}
              spec: {custom_rate_limiter: l, ip_matcher: {prefix_sets: [i]}}
        """;

    [Fact]
    public void Both_floors_see_the_same_references()
    {
        var (policies, faults) = PolicyText.Read("f", Text);
        var documents = YamlText.Read(Encoding.UTF8.GetBytes(Text)).Documents;

        Assert.Empty(faults);
        foreach (var (policy, document) in policies.Zip(documents))
        {
            var found = ReferenceTable.Find(new(policy.Object.Kind, "default", policy.Object.Metadata.Name), document["spec"]!);
            Assert.Empty(found.Faults);
            Assert.Equal(Lines(policy.Object.References()), found.References.Select(r => $"{r.Field} {string.Join('|', r.Kinds)} {r.Name}").Order(StringComparer.Ordinal));
        }

        // Every rule of the table for kinds that are read here was tried, but for those of delivery.
        var delivery = new HashSet<string>(StringComparer.Ordinal) { "origin_pool", "routes[].origin_pool", "certificates[]", "server_group", "gateway_groups[]", "rule_set", "routes[].service_policies[]" };
        var tried = policies.SelectMany(p => p.Object.References().Select(r => p.Object.Kind + " " + System.Text.RegularExpressions.Regex.Replace(r.Field["spec.".Length..], @"\[\d+\]", "[]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))).ToHashSet(StringComparer.Ordinal);
        var known = policies.Select(p => p.Object.Kind).Distinct(StringComparer.Ordinal).SelectMany(k => ReferenceTable.Of(k).Where(r => !delivery.Contains(r.Field)).Select(r => $"{k} {r.Field}"));
        Assert.Empty(known.Except(tried, StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_store_keeps_is_read_as_the_file_was()
    {
        var written = YamlText.Read(Encoding.UTF8.GetBytes(Text)).Documents;
        var kept = string.Join("\n---\n", written.Select(CanonicalJson.WriteText));

        var (policies, faults) = PolicyText.Read("f", kept);

        Assert.Empty(faults);
        Assert.Equal(PolicyText.Read("f", Text).Documents.SelectMany(d => Lines(d.Object.References())), policies.SelectMany(d => Lines(d.Object.References())));
    }

    [Fact]
    public void A_site_without_its_delivery_is_a_policy()
    {
        var site = YamlText.Read("{domains: [a.example], origin_pool: o, app_firewall: f, routes: [{path: {exact: /x}, redirect: {path: /y}}]}"u8).Documents.Single();
        var policy = Node.OfMap([new("kind", Node.OfText("site")), new("metadata", Node.OfMap([new("name", Node.OfText("a"))])), new("spec", SiteDelivery.Protection(site))]);

        Assert.Empty(PolicyText.Read("f", CanonicalJson.WriteText(policy)).Diagnostics);
        Assert.NotEmpty(PolicyText.Read("f", CanonicalJson.WriteText(policy.With("spec", site))).Diagnostics);
    }

    private static IEnumerable<string> Lines(IEnumerable<PolicyReference> references) =>
        references.Select(r => $"{r.Field} {string.Join('|', r.Kinds)} {r.Name}").Order(StringComparer.Ordinal);
}
