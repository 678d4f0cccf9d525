using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Rules look at what exists in their phase.</summary>
internal static class PhaseCheck
{
    public static void Run(IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        foreach (var rule in rules)
        {
            if (rule.Phase is 0 || rule.Directive is not RuleDirective { Targets: var targets }) continue;
            foreach (var target in targets)
            {
                if (target.Mode is TargetMode.Exclude || !Vocabulary.Variables.TryGet(target.Name, out var word) || word.FirstPhase <= rule.Phase) continue;
                faults.Warn(DiagnosticCode.TargetTooEarly, target.At, $"{target.Name} is always empty in phase {rule.Phase}", $"move the rule to phase {word.FirstPhase}, or remove the target");
            }
        }
    }
}
