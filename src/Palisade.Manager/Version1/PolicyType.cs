using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>What of a type of policies is enforced.</summary>
internal enum Enforced
{
    /// <summary>Nothing: it is kept.</summary>
    Nothing,

    /// <summary>Match criteria.</summary>
    Criteria,

    /// <summary>Who may connect.</summary>
    Network,

    /// <summary>Limits of requests, and ways to write them.</summary>
    Protocol,

    /// <summary>Which attacks are looked for.</summary>
    Signatures,
}

/// <summary>A type of security policy.</summary>
/// <param name="Name">As its path has it.</param>
/// <param name="Member">Under what the names are told.</param>
/// <param name="Body">What one looks like.</param>
/// <param name="Usual">What a new one has besides what is said.</param>
/// <param name="Enforced">What of it is enforced.</param>
internal sealed record PolicyType(string Name, string Member, Shape Body, Node Usual, Enforced Enforced)
{
    /// <summary>Policies with match criteria, for services.</summary>
    public const string ServiceCustom = "webServiceCustomPolicies";

    /// <summary>The same for applications.</summary>
    public const string ApplicationCustom = "webApplicationCustomPolicies";

    private const string ApplyTo = "applyTo:[{siteName:s, serverGroupName:s, webServiceName:s, webApplicationName:s, operation:s(add|update|remove)}]";
    private const string Followed = "severity:s(high|medium|low|informative|noAlert), action:s(none|block), followedAction:s";
    private const string Rules = "cloneFrom:s, rules:[{name:s, enabled:b, " + Followed + ", parameters:{*:o}, operation:s(add|update|remove)}], exceptions:[{ruleName:s, comment:s, predicates:[{type:s}], operation:s(add|update|remove)}]";
    private const string Custom = "{cloneFrom:s, enabled:b, oneAlertPerSession:b, sendToCD:b, displayResponsePage:b, " + Followed + ", matchCriteria:[{type:s}], " + ApplyTo + "}";
    private const string Protocol = "{" + Rules + ", displayResponsePage:b, bytesPerSecond:i, leadTime:i, resendTime:i, " + ApplyTo + "}";
    private const string Signatures = "{" + Rules + ", displayResponsePage:b, " + ApplyTo + "}";
    private const string Correlation = "{" + Rules + ", displayResponsePageInAlerts:b, includeProfileInformation:b, " + ApplyTo + "}";
    private const string Profile = "{" + Rules + ", sendToCd:b, apuConfig:{*:{enabled:b, occurrences:i, hours:i, sources:i}}, disableLearning:b, displayResponsePage:b, " + ApplyTo + "}";
    private const string Firewall =
        "{cloneFrom:s, enabled:b, " + Followed + ", allowAppServicePorts:b, establishedConnectionsBlock:b, inboundOperation:s, outboundOperation:s, sendToCd:b, "
        + "rules:[{operation:s(add|update|remove), direction:s, protocol:s, ipGroup:s}], " + ApplyTo + "}";

    private const string Snippet = "{cloneFrom:s, enabled:b, invocationFrequency:s, invocationFrequencyInSec:i, snippetLocation:s, snippetCustomLocation:s, snippetContent:s, matchCriteria:[{type:s}], " + ApplyTo + "}";

    private const string UsualRules = "rules:list, exceptions:list, displayResponsePage:false";
    private const string UsualCustom = "enabled:true, oneAlertPerSession:false, sendToCD:false, displayResponsePage:false, severity:medium, action:none, followedAction:, matchCriteria:list";

    /// <summary>All.</summary>
    public static IReadOnlyList<PolicyType> All { get; } =
    [
        Of("firewallPolicies", "policies", Firewall, "enabled:true, severity:high, action:block, followedAction:, allowAppServicePorts:false, establishedConnectionsBlock:false, inboundOperation:block, outboundOperation:block, sendToCd:false, rules:list", Enforced.Network),
        Of("httpProtocolPolicies", "policies", Protocol, UsualRules, Enforced.Protocol),
        Of("http2ProtocolPolicies", "policies", Protocol, UsualRules),
        Of("httpProtocolSignaturesPolicies", "policies", Signatures, UsualRules, Enforced.Signatures),
        Of("streamSignaturesPolicies", "policies", "{" + Rules + ", autoApply:b, " + ApplyTo + "}", "rules:list, autoApply:false", Enforced.Signatures),
        Of("webApplicationSignaturesPolicies", "policies", Signatures, UsualRules, Enforced.Signatures),
        Of("webCorrelationPolicies", "policies", Correlation, "rules:list, exceptions:list, displayResponsePageInAlerts:false, includeProfileInformation:false", Enforced.Signatures),
        Of("webProfilePolicies", "policies", Profile, UsualRules + ", sendToCd:false, apuConfig:map, disableLearning:false"),
        Of("snippetInjectionPolicies", "policies", Snippet, "enabled:true, matchCriteria:list"),
        Of(ServiceCustom, "customWebPolicies", Custom, UsualCustom, Enforced.Criteria),
        Of(ApplicationCustom, "customWebPolicies", Custom, UsualCustom, Enforced.Criteria),
    ];

    /// <summary>The type of its documents.</summary>
    public string Type { get; } = $"policies/security/{Name}";

    /// <summary>The type that documents are of; null for documents that are no policies.</summary>
    public static PolicyType? Find(string type) => All.FirstOrDefault(t => t.Type == type);

    /// <summary>What of a policy is not enforced, and why; null where all of it is.</summary>
    public string? NotEnforced(Node body) => Enforced switch
    {
        Enforced.Criteria => MatchCriteria.NotEnforced(body),
        Enforced.Network => NetworkPolicy.NotEnforced(body),
        Enforced.Protocol => ProtocolPolicy.NotEnforced(body),
        Enforced.Signatures => SignaturePolicy.NotEnforced(body),
        _ => "Kept for the v1 interface; not enforced.",
    };

    private static PolicyType Of(string name, string member, string body, string usual, Enforced enforced = Enforced.Nothing) => new(name, member, Shape.Parse(body), Map(usual.Split(", ").Select(Usually)), enforced);

    private static (string, Node) Usually(string pair) => pair.Split(':') is [var name, var value]
        ? (name, value switch { "list" => Node.OfList([]), "map" => Node.EmptyMap, "true" or "false" => Node.OfFlag(value is "true"), _ => Node.OfText(value) })
        : throw new ArgumentException(pair, nameof(pair));
}
