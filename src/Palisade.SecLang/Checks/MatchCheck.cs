using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Finds rules whose text shows that they never match.</summary>
internal static class MatchCheck
{
    public static void Run(IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        foreach (var rule in rules)
        {
            if (rule.Directive is RuleDirective directive && Reason(directive) is { } reason) faults.Warn(DiagnosticCode.DeadRule, directive.At, $"The rule never matches: {reason}");
        }
    }

    private static string? Reason(RuleDirective rule)
    {
        if (rule.Targets.Count is 0) return null; // the fault in the targets is reported already
        if (rule.Targets.All(t => t.Mode is TargetMode.Exclude)) return "all its targets are exclusions";
        if (IsNothingLeft(rule.Targets)) return "its exclusions take out every target";
        if (rule.Operator is { Name: "unconditionalMatch", Negated: true }) return "!@unconditionalMatch is never true";
        var countsOnly = rule.Targets.All(t => t.Mode is not TargetMode.Value);
        return countsOnly && rule.Operator is { Name: "lt", Negated: false, Argument: "0" } ? "a count is never less than 0" : null;
    }

    private static bool IsNothingLeft(IReadOnlyList<TargetSyntax> targets)
    {
        var excluded = targets.Where(t => t.Mode is TargetMode.Exclude).Select(t => Key(t.Name, t.Selector)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return excluded.Count > 0 && targets.All(t => t.Mode is TargetMode.Exclude || (t.Mode is TargetMode.Value && (excluded.Contains(Key(t.Name, null)) || excluded.Contains(Key(t.Name, t.Selector)))));
    }

    private static string Key(string name, SelectorSyntax? selector) => selector is null ? name : $"{name}:{selector.Kind}:{selector.Text}";
}
