using System.Collections.Frozen;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Objects.References;

/// <summary>Which fields of which kinds name which kinds. The one table, of which "does it exist" and "who uses this" are both made.</summary>
public static class ReferenceTable
{
    private static readonly ReferenceRule[] Attachments =
    [
        new("app_firewall", [KindNames.AppFirewall]),
        new("waf_exclusions[]", [KindNames.WafExclusionPolicy]),
        new("service_policies[]", [KindNames.ServicePolicy, KindNames.ServicePolicySet]),
        new("rate_limiter_policies[]", [KindNames.RateLimiterPolicy]),
        new("user_identification", [KindNames.UserIdentification]),
        new("bot_defense", [KindNames.BotDefense]),
        new("api_definition", [KindNames.ApiDefinition]),
        new("jwt_validation", [KindNames.JwtValidation]),
        new("graphql", [KindNames.Graphql]),
        new("origin_pool", [ObjectKinds.OriginPool]),
    ];

    private static readonly FrozenDictionary<string, ReferenceRule[]> Rules = new Dictionary<string, ReferenceRule[]>(StringComparer.Ordinal)
    {
        [KindNames.Site] =
        [
            .. Attachments,
            .. Attachments.Select(a => new ReferenceRule("routes[]." + a.Field, a.Kinds)),
            new("certificates[]", [ObjectKinds.Certificate]),
            new("server_group", [ObjectKinds.ServerGroup]),
            new("gateway_groups[]", [ObjectKinds.GatewayGroup], MayBeOfPlatform: true),
            new("rule_set", [ObjectKinds.RuleSet], MayBeOfPlatform: true),
        ],
        [KindNames.ServicePolicy] =
        [
            new("allow_list.ip_prefix_set[]", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
            new("deny_list.ip_prefix_set[]", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
            new("rule_list.rules[].spec.ip_matcher.prefix_sets[]", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
        ],
        [KindNames.ServicePolicySet] = [new("policies[]", [KindNames.ServicePolicy])],
        [KindNames.RateLimiter] = [new("user_identification", [KindNames.UserIdentification])],
        [KindNames.RateLimiterPolicy] =
        [
            new("rate_limiter", [KindNames.RateLimiter]),
            new("rules[].spec.custom_rate_limiter", [KindNames.RateLimiter]),
            new("rules[].spec.ip_matcher.prefix_sets[]", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
        ],
        [ObjectKinds.ServerGroup] =
        [
            new("ignore_ip_group", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
            new("limit_monitoring_to_ip_group", [KindNames.IpPrefixSet], MayBeOfPlatform: true),
            new("protected_addresses[].gateway_group", [ObjectKinds.GatewayGroup], MayBeOfPlatform: true),
        ],
        [ObjectKinds.WebService] =
        [
            new("server_group", [ObjectKinds.ServerGroup]),
            new("inbound_rules[].gateway_group", [ObjectKinds.GatewayGroup], MayBeOfPlatform: true),
            new("inbound_rules[].server_certificate", [ObjectKinds.Certificate]),
            new("inbound_rules[].outbound_rules[].client_certificate", [ObjectKinds.Certificate]),
        ],
        [ObjectKinds.Gateway] = [new("gateway_group", [ObjectKinds.GatewayGroup])],
        [ObjectKinds.OriginPool] = [new("tls.client_certificate", [ObjectKinds.Certificate])],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rules of a kind.</summary>
    public static IReadOnlyList<ReferenceRule> Of(string kind) => Rules.GetValueOrDefault(kind) ?? [];

    /// <summary>Whether tenants may name objects of a kind of the platform, where no rollout brings them.</summary>
    public static bool MayBeOfPlatform(string kind) => !PlatformObjects.Kinds.Contains(kind) && Rules.Values.Any(rules => rules.Any(r => r.MayBeOfPlatform && r.Kinds.Contains(kind)));

    /// <summary>The objects that an object names, and the faults of fields that should name one. Its namespace is one of them, where it has to exist.</summary>
    public static (IReadOnlyList<ObjectReference> References, IReadOnlyList<ConfigFault> Faults) Find(LocalKey key, Node spec)
    {
        var (found, faults) = (new List<ObjectReference>(), new List<ConfigFault>());
        if (key.Namespace is { Length: > 0 } and not ObjectNames.DefaultNamespace)
            found.Add(new("metadata.namespace", [ObjectKinds.Namespace], "", key.Namespace));
        foreach (var rule in Of(key.Kind)) Walk(spec, "spec", rule, 0, (node, at) =>
        {
            if (ObjectReference.Read(node, at, rule, key.Namespace, faults) is { } reference) found.Add(reference);
        });
        return (found, faults);
    }

    private static void Walk(Node node, string at, ReferenceRule rule, int step, Action<Node, string> found)
    {
        if (step == rule.Steps.Count) found(node, at);
        else if (rule.Steps[step] is not "[]")
        {
            if (node[rule.Steps[step]] is { Kind: not NodeKind.Nothing } inner) Walk(inner, FieldPath.Member(at, rule.Steps[step]), rule, step + 1, found);
        }
        else
        {
            for (var i = 0; i < node.Items.Count; i++) Walk(node.Items[i], FieldPath.Item(at, i), rule, step + 1, found);
        }
    }
}
