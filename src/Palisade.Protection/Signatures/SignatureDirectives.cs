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
        foreach (var signature in signatures) Add(signature, directives, diagnostics);
        var start = SecLangParser.Parse("palisade:signatures", Settings);
        var end = SecLangParser.Parse("palisade:signatures", Decisions);
        return new([.. start.Directives, .. directives, .. end.Directives], [.. start.Diagnostics, .. diagnostics, .. end.Diagnostics]);
    }

    // One rule with a link for each further condition; the last link counts.
    private static void Add(Signature signature, List<Directive> directives, List<Diagnostic> diagnostics)
    {
        var phase = signature.Conditions.SelectMany(c => c.Phases()).Max();
        var score = phase > 2 ? "outbound" : "inbound";
        var links = string.Concat(signature.Also.Select(c => $"SecRule {c.Variables()} \"@unconditionalMatch\" \"t:none{Decode(c.Decode)},chain\"\n"));
        var rule = $"""
            SecRule {signature.Conditions.First().Variables()} "@unconditionalMatch" "id:{signature.Id},phase:{phase},pass,log,capture,t:none{Decode(signature.Decode)},severity:'{Severity(signature.Risk)}',tag:'palisade',tag:'attack-type/ATTACK_TYPE_{signature.AttackType}',tag:'accuracy/{Lower(signature.Accuracy)}',tag:'risk/{Lower(signature.Risk)}',chain"
            {links}SecAction "setvar:'tx.blocking_{score}_anomaly_score=+{Weight(signature.Accuracy)}'"
            """;
        var parsed = SecLangParser.Parse(signature.At.File, rule);
        diagnostics.AddRange(parsed.Diagnostics.Select(d => d with { At = signature.At }));
        using var conditions = signature.Conditions.GetEnumerator();
        var isFirst = true;
        foreach (var directive in parsed.Directives)
        {
            if (directive is not RuleDirective link || !conditions.MoveNext())
            {
                directives.Add(directive with { At = signature.At });
                continue;
            }

            directives.Add(Link(link, signature, conditions.Current, isFirst ? Texts(signature) : []));
            isFirst = false;
        }
    }

    // Texts that may hold any character go into the tree as they are, not through quotes.
    private static RuleDirective Link(RuleDirective rule, Signature signature, SignatureCondition condition, IEnumerable<ActionSyntax> texts) => rule with
    {
        At = signature.At,
        Operator = new(signature.At, false, condition.Operator, condition.Argument, signature.At),
        Actions = [.. rule.Actions, .. texts],
    };

    private static IEnumerable<ActionSyntax> Texts(Signature signature) =>
    [
        new(signature.At, "msg", Widen(signature.Name), signature.At),
        new(signature.At, "logdata", Widen(signature.Reason), signature.At),
        .. signature.Cves.Select(cve => new ActionSyntax(signature.At, "tag", cve, signature.At)),
    ];

    private static string Decode(IEnumerable<string> decode) => string.Concat(decode.Select(t => $",t:{t}"));

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
