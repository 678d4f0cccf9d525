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

/// <summary>One condition of a signature: it holds when one of the values that the targets name matches.</summary>
/// <param name="Targets">Where to look, in the words of <see cref="SignatureTargets"/>.</param>
/// <param name="Decode">Transformations of SecLang, in order.</param>
/// <param name="Operator">The SecLang operator, as <c>rx</c>.</param>
/// <param name="Argument">Its argument, widened bytes.</param>
public sealed record SignatureCondition(IReadOnlyList<string> Targets, IReadOnlyList<string> Decode, string Operator, string Argument)
{
    /// <summary>The phases in which the targets are complete; unknown words have none.</summary>
    internal IEnumerable<int> Phases() => Targets.Select(t => SignatureTargets.Find(t)?.Phase).OfType<int>();

    /// <summary>The targets as SecLang writes them.</summary>
    internal string Variables() => string.Join('|', Targets.Select(t => SignatureTargets.Find(t)!.Value.Targets));
}

/// <summary>One signature as written in a signature file (<c>docs/signatures.md</c>).</summary>
/// <param name="Id">Unique; ours are 26,000,000 to 26,999,999.</param>
/// <param name="AttackType">As <c>SQL_INJECTION</c>: the vocabulary operators know, without its <c>ATTACK_TYPE_</c>.</param>
/// <param name="Reason">Why a match is an attack, for the person who reads the event.</param>
/// <param name="Targets">Where the first condition looks, in the words of <see cref="SignatureTargets"/>.</param>
/// <param name="Decode">Its transformations of SecLang, in order.</param>
/// <param name="Operator">Its SecLang operator, as <c>rx</c>.</param>
/// <param name="Argument">The operator's argument, widened bytes.</param>
/// <param name="Also">Further conditions that must hold of the same request or response; mostly none.</param>
/// <param name="MustMatch">Values or requests that must match: the signature's own tests.</param>
/// <param name="MustNotMatch">Values or requests that must not.</param>
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
    IReadOnlyList<SignatureCondition> Also,
    IReadOnlyList<SignatureTest> MustMatch,
    IReadOnlyList<SignatureTest> MustNotMatch)
{
    /// <summary>Every condition, the first one first.</summary>
    internal IEnumerable<SignatureCondition> Conditions => [new(Targets, Decode, Operator, Argument), .. Also];
}
