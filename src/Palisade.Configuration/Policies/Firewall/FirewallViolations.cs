using System.Collections.Frozen;

namespace Palisade.Configuration.Policies.Firewall;

/// <summary>The violations that rules of the engine look for, by the names operators know; each is a tag of its rule. Those of the protocol, which end a request on the wire, are not switched here.</summary>
public static class FirewallViolations
{
    /// <summary>Before the name, in a tag.</summary>
    public const string Tag = "violation/";

    /// <summary>The answer has a status that is not allowed.</summary>
    public const string ResponseStatus = "VIOL_HTTP_RESPONSE_STATUS";

    /// <summary>Every one.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "VIOL_JSON_MALFORMED",
        "VIOL_XML_MALFORMED",
        "VIOL_MALFORMED_REQUEST",
        "VIOL_HTTP_PROTOCOL_BAD_MULTIPART_FORMDATA_REQUEST_PARSING",
        "VIOL_HTTP_PROTOCOL_BAD_MULTIPART_PARAMETERS_PARSING",
        "VIOL_EVASION_DIRECTORY_TRAVERSALS",
        "VIOL_EVASION_MULTIPLE_DECODING",
        "VIOL_EVASION_PERCENT_U_DECODING",
        "VIOL_EVASION_IIS_UNICODE_CODEPOINTS",
        "VIOL_EVASION_IIS_BACKSLASHES",
        "VIOL_EVASION_APACHE_WHITESPACE",
        "VIOL_EVASION_BAD_UNESCAPE",
        ResponseStatus);
}
