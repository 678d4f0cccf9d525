using System.Text;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection.Signatures;

/// <summary>Signatures as directives: the second front end to the same compiler.</summary>
/// <remarks>
/// A match is evidence with the signature's weight; the request is refused when all evidence together, each thing counted once, reaches the
/// threshold. High accuracy decides alone.
/// </remarks>
internal static class SignatureDirectives
{
    /// <summary>The score at which a request or response is refused.</summary>
    public const int Threshold = 5;

    /// <summary>The rule that decides about requests.</summary>
    public const long RequestDecision = 26000001;

    /// <summary>The rule that decides about responses.</summary>
    public const long ResponseDecision = 26000002;

    // A multipart body is seen by its fields and files, not once more as a whole.
    private const string Settings = """
        SecRequestBodyAccess On
        SecResponseBodyAccess On
        SecRule REQUEST_HEADERS:Content-Type "!@beginsWith multipart/" "id:26000000,phase:1,pass,nolog,t:none,t:lowercase,ctl:forceRequestBodyVariable=On"

        """;

    private const string Decisions = """
        SecRule TX:blocking_inbound_anomaly_score "@ge 5" "id:26000001,phase:2,deny,status:403,log,severity:'CRITICAL',msg:'The request is an attack',logdata:'score %{TX.blocking_inbound_anomaly_score}',tag:'palisade'"
        SecRule TX:blocking_outbound_anomaly_score "@ge 5" "id:26000002,phase:4,deny,status:502,log,severity:'ERROR',msg:'The response gives away what it should not',logdata:'score %{TX.blocking_outbound_anomaly_score}',tag:'palisade'"
        """;

    /// <summary>A rule for each signature, and the decision at the end.</summary>
    public static ParseResult Compile(IEnumerable<Signature> signatures)
    {
        var directives = new List<Directive>();
        var diagnostics = new List<Diagnostic>();
        foreach (var signature in signatures) Add(signature, directives, diagnostics);
        var start = SecLangParser.Parse("palisade:signatures", Settings);
        var end = SecLangParser.Parse("palisade:signatures", Decisions);
        return new([.. start.Directives, .. directives, .. end.Directives], [.. start.Diagnostics, .. diagnostics, .. end.Diagnostics]);
    }

    // One rule with a link for each further condition.
    private static void Add(Signature signature, List<Directive> directives, List<Diagnostic> diagnostics)
    {
        var phase = signature.Conditions.SelectMany(c => c.Phases()).Max();
        var last = signature.Also.Count - 1;
        var links = string.Concat(signature.Also.Select((c, i) => $"\nSecRule {c.Variables()} \"@unconditionalMatch\" \"t:none{Decode(c)}{(i < last ? ",chain" : "")}\""));
        var evidence = signature.Status is SignatureStatus.Active ? $",evidence:'{signature.AttackType}={signature.Weight}'" : "";
        var rule = $"""
            SecRule {signature.First.Variables()} "@unconditionalMatch" "id:{signature.Id},phase:{phase},pass,log,capture,t:none{Decode(signature.First)},severity:'{Severity(signature.Risk)}'{evidence}{(last >= 0 ? ",chain" : "")}"{links}
            """;
        var parsed = SecLangParser.Parse(signature.At.File, rule);
        diagnostics.AddRange(parsed.Diagnostics.Select(d => d with { At = signature.At }));
        directives.AddRange(parsed.Directives.OfType<RuleDirective>().Zip(signature.Conditions, (link, condition) => Link(link, signature, condition)));
    }

    // Texts that may hold any character go into the tree as they are, not through quotes.
    private static RuleDirective Link(RuleDirective rule, Signature signature, SignatureCondition condition) => rule with
    {
        At = signature.At,
        Operator = new(condition.At, false, condition.Operator, condition.Argument, condition.At),
        Actions = [.. rule.Actions, .. ReferenceEquals(condition, signature.First) ? Texts(signature) : []],
    };

    private static IEnumerable<ActionSyntax> Texts(Signature signature)
    {
        yield return new(signature.At, "msg", Widen(signature.Name), signature.At);
        yield return new(signature.At, "logdata", Widen(signature.Reason) + (signature.First.Operator == "detect" ? " %{TX.1}" : ""), signature.At);
        foreach (var tag in SignatureTags.Of(signature)) yield return new(signature.At, "tag", Widen(tag), signature.At);
    }

    private static string Decode(SignatureCondition condition) => string.Concat(condition.Decode.Select(t => $",t:{t}")) + (condition.EveryLayer ? ",multiMatch" : "");

    private static string Severity(SignatureRisk risk) => risk switch
    {
        SignatureRisk.High => "CRITICAL",
        SignatureRisk.Medium => "ERROR",
        _ => "WARNING",
    };

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
