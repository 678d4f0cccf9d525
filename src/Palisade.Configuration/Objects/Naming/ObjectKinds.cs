using System.Collections.Frozen;
using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Objects.Naming;

/// <summary>A kind of object.</summary>
/// <param name="Name">The word behind <c>kind</c>.</param>
/// <param name="InNamespace">Whether its objects are in a namespace, or belong to their tenant as a whole.</param>
/// <param name="About">What it is, in a few words.</param>
public sealed record ObjectKind(string Name, bool InNamespace, string About);

/// <summary>Every kind there is. The one list.</summary>
public static class ObjectKinds
{
    /// <summary>A customer, or a part of an organisation that must not see the others.</summary>
    public const string Tenant = "tenant";

    /// <summary>A part of a tenant.</summary>
    public const string Namespace = "namespace";

    /// <summary>Servers with one operation mode.</summary>
    public const string ServerGroup = "server_group";

    /// <summary>Gateways that serve the same.</summary>
    public const string GatewayGroup = "gateway_group";

    /// <summary>A gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>Where requests go.</summary>
    public const string OriginPool = "origin_pool";

    /// <summary>A certificate and its sealed key.</summary>
    public const string Certificate = "certificate";

    /// <summary>Rules in SecLang.</summary>
    public const string RuleSet = "rule_set";

    /// <summary>Signatures over the built-in ones; of the platform alone.</summary>
    public const string SignatureSet = "signature_set";

    /// <summary>Limits and choices of the engine; of the platform alone.</summary>
    public const string EngineSettings = "engine_settings";

    /// <summary>Parts of the protection, on or off; of the platform alone.</summary>
    public const string FeatureFlags = "feature_flags";

    /// <summary>What the v1 management interface was told and nothing else here holds.</summary>
    public const string V1Document = "v1_document";

    /// <summary>A service as the v1 management interface has it.</summary>
    public const string WebService = "web_service";

    /// <summary>Who else may say who somebody is. For the manager alone: no gateway gets one.</summary>
    public const string IdentityProvider = "identity_provider";

    /// <summary>An object of the platform as a tenant has it; rollouts write it, and nobody else.</summary>
    public const string PlatformObject = "platform_object";

    /// <summary>All, by name.</summary>
    public static IReadOnlyList<ObjectKind> All { get; } =
    [
        new(KindNames.ApiDefinition, true, "an API's description"),
        new(KindNames.AppFirewall, true, "how signatures and detectors decide"),
        new(KindNames.BotDefense, true, "what is done with bots"),
        new(Certificate, true, "a certificate and its sealed key"),
        new(EngineSettings, true, "limits and choices of the engine, which the platform rolls out"),
        new(FeatureFlags, true, "parts of the protection, on or off, which the platform rolls out"),
        new(Gateway, false, "a gateway and its addresses"),
        new(GatewayGroup, false, "gateways that serve the same"),
        new(KindNames.Graphql, true, "limits of GraphQL"),
        new(IdentityProvider, false, "who else may say who somebody is"),
        new(KindNames.IpPrefixSet, true, "addresses"),
        new(KindNames.JwtValidation, true, "which tokens are good"),
        new(Namespace, false, "a part of a tenant"),
        new(OriginPool, true, "where requests go"),
        new(PlatformObject, false, "what the tenant has of the platform's objects"),
        new(KindNames.RateLimiter, true, "how many requests a user has"),
        new(KindNames.RateLimiterPolicy, true, "which rate limiter holds where"),
        new(RuleSet, true, "rules in SecLang"),
        new(ServerGroup, true, "servers with one operation mode"),
        new(KindNames.ServicePolicy, true, "who may ask for what"),
        new(KindNames.ServicePolicySet, true, "service policies in order"),
        new(SignatureSet, true, "signatures over the built-in ones, which the platform rolls out"),
        new(KindNames.Site, true, "an application: its names, its origins and what protects it"),
        new(Tenant, false, "a customer"),
        new(KindNames.UserIdentification, true, "what tells users apart"),
        new(V1Document, true, "what the v1 management interface was told and nothing else holds"),
        new(KindNames.WafExclusionPolicy, true, "what the firewall leaves alone"),
        new(WebService, true, "a service as the v1 management interface has it"),
    ];

    private static readonly FrozenDictionary<string, ObjectKind> ByName = All.ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>A kind by its word; null when there is none.</summary>
    public static ObjectKind? Find(string name) => ByName.GetValueOrDefault(name);
}
