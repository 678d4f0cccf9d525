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

/// <summary>Whether a signature decides.</summary>
public enum SignatureStatus
{
    /// <summary>It counts.</summary>
    Active,

    /// <summary>It is on trial: a match is reported and weighs nothing.</summary>
    Staged,
}

/// <summary>One condition of a signature: it holds when one of the values that the targets name matches.</summary>
/// <param name="Targets">Where to look, in the words of <see cref="SignatureTargets"/>.</param>
/// <param name="Decode">Transformations of SecLang, in order.</param>
/// <param name="Operator">The SecLang operator, as <c>rx</c>.</param>
/// <param name="Argument">Its argument, widened bytes.</param>
/// <param name="At">Where the argument stands in the file.</param>
public sealed record SignatureCondition(IReadOnlyList<string> Targets, IReadOnlyList<string> Decode, string Operator, string Argument, Place At)
{
    /// <summary>Whether the value is also looked at before and between its transformations: <c>decode: layers</c>.</summary>
    public bool EveryLayer { get; init; }

    /// <summary>The phases in which the targets are complete; unknown words have none.</summary>
    internal IEnumerable<int> Phases() => Targets.Select(t => SignatureTargets.Find(t)?.Phase).OfType<int>();

    /// <summary>The targets as SecLang writes them.</summary>
    internal string Variables() => SignatureTargets.Join(Targets);
}

/// <summary>One signature as written in a signature file (<c>docs/signatures.md</c>).</summary>
/// <param name="Id">Unique; ours are 26,000,000 to 26,999,999.</param>
/// <param name="AttackType">As <c>SQL_INJECTION</c>: the vocabulary operators know, without its <c>ATTACK_TYPE_</c>.</param>
/// <param name="Reason">Why a match is an attack, for the person who reads the event.</param>
/// <param name="First">The first condition: the one that the fewest requests fulfil.</param>
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
    SignatureCondition First,
    IReadOnlyList<SignatureCondition> Also,
    IReadOnlyList<SignatureTest> MustMatch,
    IReadOnlyList<SignatureTest> MustNotMatch)
{
    /// <summary>Whether it decides. Default active.</summary>
    public SignatureStatus Status { get; init; }

    /// <summary>The day it was published; null when not said. Policies may have what is new stand on trial.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The campaign it was written against; null for most.</summary>
    public ThreatCampaign? Campaign { get; init; }

    /// <summary>The violation that it looks for, <c>VIOL_…</c>, by which policies switch it; null for most.</summary>
    public string? Violation { get; init; }

    /// <summary>What a match weighs where that differs from what the accuracy says; 1 to 9.</summary>
    public int? OwnWeight { get; init; }

    /// <summary>What a match weighs: 5 for high accuracy, 3 for medium, 2 for low, unless it has a weight of its own.</summary>
    public int Weight => OwnWeight ?? Accuracy switch
    {
        SignatureAccuracy.High => SignatureDirectives.Threshold,
        SignatureAccuracy.Medium => 3,
        _ => 2,
    };

    /// <summary>Every condition, the first one first.</summary>
    internal IEnumerable<SignatureCondition> Conditions => [First, .. Also];
}

/// <summary>Attacks of somebody with an aim, over a time, that look alike.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Actor">Who, as far as is known.</param>
/// <param name="Intent">What for.</param>
/// <param name="From">The first day it was seen; null when not known.</param>
/// <param name="To">The last day; null while it goes on.</param>
public sealed record ThreatCampaign(string Name, string Actor, string Intent, DateOnly? From, DateOnly? To);
