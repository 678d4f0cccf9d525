using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Every rule has an id of its own.</summary>
/// <remarks>ModSecurity v3 holds only <c>SecRule</c> to this; for <c>SecAction</c> and <c>SecRuleScript</c> it is a warning.</remarks>
internal static class IdCheck
{
    public static void Run(IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        var known = new Dictionary<long, Directive>();
        foreach (var rule in rules)
        {
            if (rule.Role is ChainRole.Link) continue;
            if (rule.Id is { } id) Remember(rule, id, known, faults);
            else if (rule.IdAction is null && rule.Role is ChainRole.Starter) Report(rule, DiagnosticCode.MissingId, rule.Directive.At, "The rule has no id", "add id: and a number that no other rule has", Severity(rule.Directive), faults);
        }
    }

    private static void Remember(RuleInContext rule, long id, Dictionary<long, Directive> known, FaultList faults)
    {
        if (known.TryAdd(id, rule.Directive)) return;
        var first = known[id];
        var severity = Severity(first) is DiagnosticSeverity.Error ? Severity(rule.Directive) : DiagnosticSeverity.Warning;
        Report(rule, DiagnosticCode.DuplicateId, rule.IdAction!.At, $"Rule {id} exists already", $"it stands at {first.At}", severity, faults);
    }

    private static DiagnosticSeverity Severity(Directive directive) => directive is RuleDirective ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;

    private static void Report(RuleInContext rule, string code, Place at, string message, string hint, DiagnosticSeverity severity, FaultList faults)
    {
        if (severity is DiagnosticSeverity.Error && rule.Role is ChainRole.Starter) faults.Error(code, at, message, hint);
        else faults.Warn(code, at, message, hint);
    }
}
