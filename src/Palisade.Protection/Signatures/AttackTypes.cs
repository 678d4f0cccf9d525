using System.Collections.Frozen;

namespace Palisade.Protection.Signatures;

/// <summary>The vocabulary of attack types that operators know, without its <c>ATTACK_TYPE_</c>.</summary>
public static class AttackTypes
{
    /// <summary>Every one.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "ABUSE_OF_FUNCTIONALITY",
        "AUTHENTICATION_AUTHORIZATION_ATTACKS",
        "BUFFER_OVERFLOW",
        "COMMAND_EXECUTION",
        "CROSS_SITE_SCRIPTING",
        "DENIAL_OF_SERVICE",
        "DETECTION_EVASION",
        "DIRECTORY_INDEXING",
        "FORCEFUL_BROWSING",
        "GRAPHQL_PARSER_ATTACK",
        "HTTP_PARSER_ATTACK",
        "HTTP_RESPONSE_SPLITTING",
        "INFORMATION_LEAKAGE",
        "LDAP_INJECTION",
        "MALICIOUS_FILE_UPLOAD",
        "NON_BROWSER_CLIENT",
        "OTHER_APPLICATION_ATTACKS",
        "PATH_TRAVERSAL",
        "PREDICTABLE_RESOURCE_LOCATION",
        "REMOTE_FILE_INCLUDE",
        "SERVER_SIDE_CODE_INJECTION",
        "SESSION_HIJACKING",
        "SQL_INJECTION",
        "TROJAN_BACKDOOR_SPYWARE",
        "VULNERABILITY_SCAN",
        "XPATH_INJECTION");
}
