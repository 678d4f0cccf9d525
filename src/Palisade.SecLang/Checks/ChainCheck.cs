using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Checks;

/// <summary>Chains end, and their links leave the decision to the first rule.</summary>
internal static class ChainCheck
{
    public static void Run(IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        foreach (var rule in rules)
        {
            if (rule.IsLast) faults.Warn(DiagnosticCode.OpenChain, rule.Last("chain")!.At, "No rule follows that the chain goes on with; it never matches", "add the next rule, or remove chain");
            if (rule.Role is ChainRole.Link) CheckLink(rule, faults);
        }
    }

    private static void CheckLink(RuleInContext rule, FaultList faults)
    {
        foreach (var action in rule.Actions)
        {
            if (!Vocabulary.Actions.TryGet(action.Name, out var word)) continue;
            if (word.Kind is ActionKind.Disruptive) faults.Error(DiagnosticCode.ActionInChain, action.At, $"Action {action.Name} belongs to the first rule of the chain", "move it there");
            else if (action.Name is "id" or "phase" or "skip" or "skipAfter") faults.Warn(DiagnosticCode.ActionInChain, action.At, $"Action {action.Name} has no effect behind the first rule of a chain", "remove it");
        }
    }
}
