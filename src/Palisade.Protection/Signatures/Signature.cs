using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>How likely a match is an attack.</summary>
public enum SignatureAccuracy
{
    /// <summary>Often fires on harmless traffic: evidence, not proof.</summary>
    Low,

    /// <summary>May fire on harmless traffic.</summary>
    Medium,

    /// <summary>Hardly ever fires on harmless traffic.</summary>
    High,
}

/// <summary>What a successful attack of this kind does.</summary>
public enum SignatureRisk
{
    /// <summary>Tells the attacker something.</summary>
    Low,

    /// <summary>Reads or changes what one user may.</summary>
    Medium,

    /// <summary>Takes over data or machine.</summary>
    High,
}

/// <summary>One signature as written in a signature file (<c>docs/signatures.md</c>).</summary>
/// <param name="Id">Unique; ours are 26,000,000 to 26,999,999.</param>
/// <param name="AttackType">As <c>SQL_INJECTION</c>: the vocabulary operators know, without its <c>ATTACK_TYPE_</c>.</param>
/// <param name="Reason">Why a match is an attack, for the person who reads the event.</param>
/// <param name="Targets">Where to look, in the words of <see cref="SignatureTargets"/>.</param>
/// <param name="Decode">Transformations of SecLang, in order.</param>
/// <param name="Operator">The SecLang operator, as <c>rx</c>.</param>
/// <param name="Argument">Its argument, widened bytes.</param>
/// <param name="MustMatch">Values that must match: the signature's own tests.</param>
/// <param name="MustNotMatch">Values that must not.</param>
public sealed record Signature(
    Place At,
    long Id,
    string Name,
    string AttackType,
    SignatureAccuracy Accuracy,
    SignatureRisk Risk,
    string Reason,
    IReadOnlyList<string> Systems,
    IReadOnlyList<string> Cves,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Decode,
    string Operator,
    string Argument,
    IReadOnlyList<string> MustMatch,
    IReadOnlyList<string> MustNotMatch);
