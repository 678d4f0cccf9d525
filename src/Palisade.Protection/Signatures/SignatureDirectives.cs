using System.Globalization;
using System.Text;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection.Signatures;

/// <summary>Signatures as directives: the second front end to the same compiler.</summary>
/// <remarks>
/// A signature adds its weight to the request's score once, however many values it matches in; the request is refused
/// when the score reaches the threshold. High accuracy decides alone; two of medium, or three of low, do together.
/// </remarks>
internal static class SignatureDirectives
{
    /// <summary>The score at which a request or response is refused.</summary>
    public const int Threshold = 5;

    private const string Settings = """
        SecRequestBodyAccess On
        SecResponseBodyAccess On
        SecAction "id:26000000,phase:1,pass,nolog,ctl:forceRequestBodyVariable=On"

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
        foreach (var signature in signatures)
        {
            var targets = signature.Targets.Select(t => SignatureTargets.Find(t)!.Value).ToList();
            Add(signature, targets[0].Phase, string.Join('|', targets.Select(t => t.Targets)), directives, diagnostics);
        }

        var start = SecLangParser.Parse("palisade:signatures", Settings);
        var end = SecLangParser.Parse("palisade:signatures", Decisions);
        return new([.. start.Directives, .. directives, .. end.Directives], [.. start.Diagnostics, .. diagnostics, .. end.Diagnostics]);
    }

    private static void Add(Signature signature, int phase, string targets, List<Directive> directives, List<Diagnostic> diagnostics)
    {
        var score = phase > 2 ? "outbound" : "inbound";
        var rule = $"""
            SecRule {targets} "@unconditionalMatch" "id:{signature.Id},phase:{phase},pass,log,capture,t:none{Decode(signature)},severity:'{Severity(signature.Risk)}',tag:'palisade',tag:'attack-type/ATTACK_TYPE_{signature.AttackType}',tag:'accuracy/{Lower(signature.Accuracy)}',tag:'risk/{Lower(signature.Risk)}',chain"
            SecAction "setvar:'tx.blocking_{score}_anomaly_score=+{Weight(signature.Accuracy)}'"
            """;
        var parsed = SecLangParser.Parse(signature.At.File, rule);
        diagnostics.AddRange(parsed.Diagnostics.Select(d => d with { At = signature.At }));
        foreach (var directive in parsed.Directives) directives.Add(directive is RuleDirective r ? Complete(r, signature) : directive with { At = signature.At });
    }

    // Texts that may hold any character go into the tree as they are, not through quotes.
    private static RuleDirective Complete(RuleDirective rule, Signature signature) => rule with
    {
        At = signature.At,
        Operator = new(signature.At, false, signature.Operator, signature.Argument, signature.At),
        Actions =
        [
            .. rule.Actions,
            new(signature.At, "msg", Widen(signature.Name), signature.At),
            new(signature.At, "logdata", Widen(signature.Reason), signature.At),
            .. signature.Cves.Select(cve => new ActionSyntax(signature.At, "tag", cve, signature.At)),
        ],
    };

    private static string Decode(Signature signature) => string.Concat(signature.Decode.Select(t => $",t:{t}"));

    private static string Severity(SignatureRisk risk) => risk switch
    {
        SignatureRisk.High => "CRITICAL",
        SignatureRisk.Medium => "ERROR",
        _ => "WARNING",
    };

    private static int Weight(SignatureAccuracy accuracy) => accuracy switch
    {
        SignatureAccuracy.High => Threshold,
        SignatureAccuracy.Medium => 3,
        _ => 2,
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
