using System.Text.Json.Serialization;

namespace Palisade.Events;

/// <summary>What kind of attack a finding speaks of. The names are those of the policy objects' <c>attack_type</c>.</summary>
public enum AttackType
{
    /// <summary>Something else, or unknown.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_OTHER_APPLICATION_ATTACKS")] OtherApplicationAttacks,

    /// <summary>Not a browser: a script, a crawler.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_NON_BROWSER_CLIENT")] NonBrowserClient,

    /// <summary>A web shell or other back door.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_TROJAN_BACKDOOR_SPYWARE")] TrojanBackdoorSpyware,

    /// <summary>An attempt not to be seen.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_DETECTION_EVASION")] DetectionEvasion,

    /// <summary>A scanner.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_VULNERABILITY_SCAN")] VulnerabilityScan,

    /// <summary>A function used for what it is not meant for.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_ABUSE_OF_FUNCTIONALITY")] AbuseOfFunctionality,

    /// <summary>Against log-in and permissions.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_AUTHENTICATION_AUTHORIZATION_ATTACKS")] AuthenticationAuthorizationAttacks,

    /// <summary>Input longer than a buffer.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_BUFFER_OVERFLOW")] BufferOverflow,

    /// <summary>A file known to lie about, as a backup.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_PREDICTABLE_RESOURCE_LOCATION")] PredictableResourceLocation,

    /// <summary>An answer that says too much.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_INFORMATION_LEAKAGE")] InformationLeakage,

    /// <summary>A listing of a folder.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_DIRECTORY_INDEXING")] DirectoryIndexing,

    /// <summary>A way out of the folder that files are served from.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_PATH_TRAVERSAL")] PathTraversal,

    /// <summary>XPath.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_XPATH_INJECTION")] XPathInjection,

    /// <summary>LDAP.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_LDAP_INJECTION")] LdapInjection,

    /// <summary>Code or a template run by the server.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_SERVER_SIDE_CODE_INJECTION")] ServerSideCodeInjection,

    /// <summary>A command of the operating system.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_COMMAND_EXECUTION")] CommandExecution,

    /// <summary>SQL.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_SQL_INJECTION")] SqlInjection,

    /// <summary>Script in a page.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_CROSS_SITE_SCRIPTING")] CrossSiteScripting,

    /// <summary>Too much, or too slow.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_DENIAL_OF_SERVICE")] DenialOfService,

    /// <summary>A message that HTTP does not allow, or that parsers read differently.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_HTTP_PARSER_ATTACK")] HttpParserAttack,

    /// <summary>Somebody else's session, or one forced on somebody.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_SESSION_HIJACKING")] SessionHijacking,

    /// <summary>A line break into a response's headers.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_HTTP_RESPONSE_SPLITTING")] HttpResponseSplitting,

    /// <summary>A place nobody linked to.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_FORCEFUL_BROWSING")] ForcefulBrowsing,

    /// <summary>A file fetched from elsewhere.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_REMOTE_FILE_INCLUDE")] RemoteFileInclude,

    /// <summary>An upload that is a program.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_MALICIOUS_FILE_UPLOAD")] MaliciousFileUpload,

    /// <summary>GraphQL.</summary>
    [JsonStringEnumMemberName("ATTACK_TYPE_GRAPHQL_PARSER_ATTACK")] GraphQLParserAttack,
}
