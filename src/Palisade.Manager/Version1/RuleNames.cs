namespace Palisade.Manager.Version1;

/// <summary>What the names of rules in policies of other products mean here. Names differ by version in blanks, signs and letters: only letters are compared.</summary>
internal static class RuleNames
{
    /// <summary>The methods that are known; the rule about unknown ones refuses all others.</summary>
    public static IReadOnlyList<string> Methods { get; } =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "SEARCH", "REPORT", "CHECKOUT", "CHECKIN", "MERGE", "ACL"];

    // Asked in this order: a longer word before one that is in it.
    private static readonly (string Part, string Type)[] Attacks =
    [
        ("sql", "SQL_INJECTION"), ("crosssite", "CROSS_SITE_SCRIPTING"), ("xss", "CROSS_SITE_SCRIPTING"), ("ldap", "LDAP_INJECTION"), ("xpath", "XPATH_INJECTION"), ("remotefile", "REMOTE_FILE_INCLUDE"),
        ("traversal", "PATH_TRAVERSAL"), ("localfile", "PATH_TRAVERSAL"), ("commandinjection", "COMMAND_EXECUTION"), ("commandexecution", "COMMAND_EXECUTION"), ("oscommand", "COMMAND_EXECUTION"),
        ("codeinjection", "SERVER_SIDE_CODE_INJECTION"), ("codeexecution", "SERVER_SIDE_CODE_INJECTION"), ("phpinjection", "SERVER_SIDE_CODE_INJECTION"), ("responsesplitting", "HTTP_RESPONSE_SPLITTING"),
        ("scan", "VULNERABILITY_SCAN"), ("leak", "INFORMATION_LEAKAGE"), ("directoryindexing", "DIRECTORY_INDEXING"), ("directorybrowsing", "DIRECTORY_INDEXING"), ("forcefulbrowsing", "FORCEFUL_BROWSING"),
        ("sessionhijack", "SESSION_HIJACKING"), ("sessionfixation", "SESSION_HIJACKING"), ("fileupload", "MALICIOUS_FILE_UPLOAD"), ("bufferoverflow", "BUFFER_OVERFLOW"), ("denialofservice", "DENIAL_OF_SERVICE"),
        ("backdoor", "TROJAN_BACKDOOR_SPYWARE"), ("webshell", "TROJAN_BACKDOOR_SPYWARE"), ("trojan", "TROJAN_BACKDOOR_SPYWARE"), ("evasion", "DETECTION_EVASION"), ("predictableresource", "PREDICTABLE_RESOURCE_LOCATION"),
    ];

    private static readonly Dictionary<string, string> Violations = new(StringComparer.Ordinal)
    {
        ["urlisaboverootdirectory"] = "VIOL_EVASION_DIRECTORY_TRAVERSALS",
        ["doubleurlencoding"] = "VIOL_EVASION_MULTIPLE_DECODING",
        ["redundantutfencoding"] = "VIOL_EVASION_IIS_UNICODE_CODEPOINTS",
        ["malformedurl"] = "VIOL_EVASION_BAD_UNESCAPE",
        ["illegalurlencoding"] = "VIOL_EVASION_BAD_UNESCAPE",
        ["malformedjson"] = "VIOL_JSON_MALFORMED",
        ["malformedxml"] = "VIOL_XML_MALFORMED",
        ["malformedhttpattack"] = "VIOL_MALFORMED_REQUEST",
    };

    private static readonly Dictionary<string, string> Limits = new(StringComparer.Ordinal)
    {
        ["abnormallylongheaderline"] = "header_value_size",
        ["abnormallylongrequest"] = "request_size",
        ["extremelylonghttprequest"] = "request_size",
        ["extremelylongparameter"] = "parameter_value_size",
        ["toomanycookiesinarequest"] = "cookie_count",
        ["toomanycookiesinrequest"] = "cookie_count",
        ["toomanyheadersperrequest"] = "header_count",
        ["toomanyheadersinarequest"] = "header_count",
        ["toomanyheadersinrequest"] = "header_count",
        ["toomanyurlparameters"] = "parameter_count",
        ["toomanyparametersinarequest"] = "parameter_count",
        ["abnormallylongurl"] = "url_size",
        ["extremelylongurl"] = "url_size",
        ["longurl"] = "url_size",
        ["abnormallylongquery"] = "query_size",
        ["abnormallylongquerystring"] = "query_size",
    };

    // What is no HTTP ends on the wire, whatever any policy says.
    private static readonly HashSet<string> Wire = ["illegalhttpversion", "malformedhttpheaderline", "illegalcontentlength", "illegalchunksize", "nullcharacterinheadername", "nullcharacterinheadervalue", "malformedhttprequest"];

    /// <summary>The attack type that a rule is about, with its prefix; null for a rule about more, or about something else.</summary>
    public static string? AttackType(string rule) => Attacks.FirstOrDefault(a => Letters(rule).Contains(a.Part, StringComparison.Ordinal)) is { Type: { } type } ? "ATTACK_TYPE_" + type : null;

    /// <summary>The violation that a rule is about; null for another rule.</summary>
    public static string? Violation(string rule) => Violations.GetValueOrDefault(Letters(rule));

    /// <summary>The limit of a request that a rule is about, as <c>request_constraints</c> has it without <c>max_</c> and <c>_exceeds</c>; null for another rule.</summary>
    public static string? Limit(string rule) => Limits.GetValueOrDefault(Letters(rule));

    /// <summary>Whether a rule is about methods that nobody knows.</summary>
    public static bool IsAboutMethods(string rule) => Letters(rule) is "unknownhttprequestmethod" or "unknownhttpmethod" or "illegalhttprequestmethod";

    /// <summary>Whether a rule holds always.</summary>
    public static bool IsAlways(string rule) => Wire.Contains(Letters(rule));

    private static string Letters(string name) => new([.. name.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
}
