using Palisade.Configuration.Policies.Firewall;

namespace Palisade.Protection.Signatures;

/// <summary>The tags of signatures: what events show, and what policies switch signatures by.</summary>
public static class SignatureTags
{
    /// <summary>On every signature.</summary>
    public const string All = "palisade";

    /// <summary>Before <c>ATTACK_TYPE_SQL_INJECTION</c> and its like.</summary>
    public const string AttackType = "attack-type/ATTACK_TYPE_";

    /// <summary>Before <c>high</c>, <c>medium</c> and <c>low</c>.</summary>
    public const string Accuracy = "accuracy/";

    /// <summary>Before the name of a threat campaign.</summary>
    public const string Campaign = "campaign/";

    /// <summary>On a signature that is on trial.</summary>
    public const string Staged = "staged";

    /// <summary>Every tag of a signature.</summary>
    internal static IEnumerable<string> Of(Signature signature)
    {
        yield return All;
        yield return AttackType + signature.AttackType;
        yield return Accuracy + Lower(signature.Accuracy);
        yield return "risk/" + Lower(signature.Risk);
        if (signature.First.Operator == "detect") yield return "detector/" + signature.First.Argument.Split(' ')[0];
        if (signature.Status is SignatureStatus.Staged) yield return Staged;
        if (signature.Since is { } since) yield return $"since/{since:yyyy-MM-dd}";
        if (signature.Violation is { } violation) yield return FirewallViolations.Tag + violation;
        if (signature.Campaign is { } campaign) yield return Campaign + campaign.Name;
        foreach (var cve in signature.Cves) yield return cve;
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
