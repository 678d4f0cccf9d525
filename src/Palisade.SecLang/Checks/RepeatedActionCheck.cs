using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Checks;

/// <summary>What can hold only once is given only once; else the last one holds, as in ModSecurity.</summary>
internal static class RepeatedActionCheck
{
    public static void Run(IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            given.Clear();
            foreach (var action in rule.Actions)
            {
                if (!Vocabulary.Actions.TryGet(action.Name, out var word) || word.Repeats) continue;
                if (!given.Add(word.Kind is ActionKind.Disruptive ? "a disruptive action" : word.Name))
                {
                    faults.Warn(DiagnosticCode.RepeatedAction, action.At, word.Kind is ActionKind.Disruptive ? $"{word.Name} replaces the disruptive action before it" : $"{word.Name} replaces the one before it", "keep one of them");
                }
            }
        }
    }
}
