using System.Collections.Frozen;

namespace Palisade.Configuration.Policies.Firewall;

/// <summary>The violations that a policy can switch, by the names operators know, and those that it cannot, with the reason.</summary>
public static class FirewallViolations
{
    /// <summary>Before the name, in the tag of the rule that looks for it.</summary>
    public const string Tag = "violation/";

    /// <summary>The answer has a status that is not allowed.</summary>
    public const string ResponseStatus = "VIOL_HTTP_RESPONSE_STATUS";

    /// <summary>More than one empty line before the request.</summary>
    public const string LeadingLines = "VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START";

    /// <summary>A Host that is none. Only an empty one and one with a port out of range can be let through.</summary>
    public const string BadHost = "VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE";

    /// <summary>A control character in a header's value.</summary>
    public const string ControlInHeader = "VIOL_HTTP_PROTOCOL_CONTROL_CHARACTERS_IN_HEADERS";

    /// <summary>A body where none has a meaning. Looked for only where a policy asks.</summary>
    public const string BodyInGet = "VIOL_HTTP_PROTOCOL_BODY_IN_GET_OR_HEAD_REQUEST";

    /// <summary>Bytes above 127 in a header's value. Looked for only where a policy asks.</summary>
    public const string HighBytesInHeader = "VIOL_HTTP_PROTOCOL_HIGH_ASCII_CHARACTERS_IN_HEADERS";

    /// <summary>Rules of the engine that refuse a body or an answer; each name is a tag of its rules.</summary>
    public static FrozenSet<string> Refusing { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "VIOL_JSON_MALFORMED",
        "VIOL_XML_MALFORMED",
        "VIOL_MALFORMED_REQUEST",
        "VIOL_HTTP_PROTOCOL_BAD_MULTIPART_FORMDATA_REQUEST_PARSING",
        "VIOL_HTTP_PROTOCOL_BAD_MULTIPART_PARAMETERS_PARSING",
        ResponseStatus);

    /// <summary>Those that rules of the engine look for.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. Refusing,
            "VIOL_EVASION_DIRECTORY_TRAVERSALS",
            "VIOL_EVASION_MULTIPLE_DECODING",
            "VIOL_EVASION_PERCENT_U_DECODING",
            "VIOL_EVASION_IIS_UNICODE_CODEPOINTS",
            "VIOL_EVASION_IIS_BACKSLASHES",
            "VIOL_EVASION_APACHE_WHITESPACE",
            "VIOL_EVASION_BAD_UNESCAPE",
            "VIOL_EVASION_ENCODING",
        ]);

    /// <summary>Those of the request's head that are safe to let through: everybody reads such a head the same way.</summary>
    public static FrozenSet<string> Wire { get; } = FrozenSet.Create(StringComparer.Ordinal, LeadingLines, BadHost, ControlInHeader, BodyInGet, HighBytesInHeader);

    /// <summary>Those that only a policy asks for, because good requests have them too.</summary>
    public static FrozenSet<string> Optional { get; } = FrozenSet.Create(StringComparer.Ordinal, BodyInGet, HighBytesInHeader);

    /// <summary>Those of the head that nothing switches, and why.</summary>
    public static FrozenDictionary<string, string> Never { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["VIOL_HTTP_PROTOCOL_SEVERAL_CONTENT_LENGTH_HEADERS"] = Smuggling,
        ["VIOL_HTTP_PROTOCOL_CONTENT_LENGTH_SHOULD_BE_A_POSITIVE_NUMBER"] = Smuggling,
        ["VIOL_HTTP_PROTOCOL_BAD_TRANSFER_ENCODING"] = Smuggling,
        ["VIOL_HTTP_PROTOCOL_UNPARSABLE_REQUEST_CONTENT"] = Ambiguous,
        ["VIOL_HTTP_PROTOCOL_NULL_IN_REQUEST"] = Ambiguous,
        ["VIOL_HTTP_PROTOCOL_BAD_HTTP_VERSION"] = Ambiguous,
        ["VIOL_HTTP_PROTOCOL_NO_HOST_HEADER_IN_HTTP_1_1_REQUEST"] = Host,
        ["VIOL_HTTP_PROTOCOL_MULTIPLE_HOST_HEADERS"] = Host,
        ["VIOL_REQUEST_MAX_LENGTH"] = "the limits of the gateway say how long a head may be",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string Smuggling = "servers disagree about where such a request ends, so that a second one can be smuggled in it";
    private const string Ambiguous = "servers read such a head in different ways, and it could not be written again as it was meant";
    private const string Host = "nobody could say which site such a request is for";
}
