using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Palisade.Events;

/// <summary>Which attack type a rule's tags speak of.</summary>
public static class AttackTypes
{
    /// <summary>What our own signatures are tagged with, before the type's name.</summary>
    public const string SignatureTag = "attack-type/";

    private static readonly FrozenDictionary<AttackType, string> s_names = Enum.GetValues<AttackType>().ToFrozenDictionary(
        type => type,
        type => typeof(AttackType).GetField(type.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    private static readonly FrozenDictionary<string, AttackType> s_byName =
        s_names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    // The tags of the Core Rule Set, the telling ones before the general ones.
    private static readonly (string Tag, AttackType Type)[] s_tags =
    [
        ("OWASP_CRS/WEB-SHELLS", AttackType.TrojanBackdoorSpyware),
        ("attack-sqli", AttackType.SqlInjection),
        ("attack-xss", AttackType.CrossSiteScripting),
        ("attack-lfi", AttackType.PathTraversal),
        ("attack-rfi", AttackType.RemoteFileInclude),
        ("attack-ldap", AttackType.LdapInjection),
        ("attack-xpath", AttackType.XPathInjection),
        ("attack-injection-php", AttackType.ServerSideCodeInjection),
        ("attack-injection-java", AttackType.ServerSideCodeInjection),
        ("attack-injection-generic", AttackType.ServerSideCodeInjection),
        ("attack-nodejs", AttackType.ServerSideCodeInjection),
        ("attack-ssti", AttackType.ServerSideCodeInjection),
        ("attack-rce", AttackType.CommandExecution),
        ("attack-fixation", AttackType.SessionHijacking),
        ("attack-disclosure", AttackType.InformationLeakage),
        ("attack-reputation-scanner", AttackType.VulnerabilityScan),
        ("attack-reputation-scripting", AttackType.NonBrowserClient),
        ("attack-reputation-crawler", AttackType.NonBrowserClient),
        ("attack-dos", AttackType.DenialOfService),
        ("attack-multipart-header", AttackType.HttpParserAttack),
        ("attack-deprecated-header", AttackType.HttpParserAttack),
        ("attack-protocol", AttackType.HttpParserAttack),
    ];

    /// <summary>The attack type of a rule.</summary>
    /// <param name="tags">The rule's tags: those of the Core Rule Set, or our signatures' <c>attack-type/ATTACK_TYPE_…</c>.</param>
    /// <returns>Null when no tag says that it is about an attack, as with rules that only count or block.</returns>
    public static AttackType? FromTags(IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var tag in tags)
        {
            if (tag.StartsWith(SignatureTag, StringComparison.OrdinalIgnoreCase) && Parse(tag[SignatureTag.Length..]) is { } own) return own;
        }

        foreach (var (tag, type) in s_tags)
        {
            if (tags.Contains(tag, StringComparer.OrdinalIgnoreCase)) return type;
        }

        // attack-generic, attack-ssrf and whatever the next rule set brings.
        return tags.Any(t => t.StartsWith("attack-", StringComparison.OrdinalIgnoreCase)) ? AttackType.OtherApplicationAttacks : null;
    }

    /// <summary>The name as it is written, <c>ATTACK_TYPE_…</c>.</summary>
    public static string Name(AttackType type) => s_names[type];

    /// <summary>The type with a name, its <c>ATTACK_TYPE_</c> given or not, in any case; null when there is none.</summary>
    public static AttackType? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith("ATTACK_TYPE_", StringComparison.OrdinalIgnoreCase)) name = "ATTACK_TYPE_" + name;
        return s_byName.TryGetValue(name, out var type) ? type : null;
    }
}
