using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Directives that change rules by id name ids that exist. As in ModSecurity v3 the rule may stand before or after them.</summary>
internal static class ReferenceCheck
{
    public static void Run(IReadOnlyList<Directive> directives, IReadOnlyList<RuleInContext> rules, FaultList faults)
    {
        // A rule that could not be read may be the one that is meant.
        if (directives.Any(d => d is UnreadableDirective)) return;

        Run(directives, [.. rules.Where(r => r.Role is not ChainRole.Link && r.Id is not null).Select(r => r.Id!.Value).Order()], faults);
    }

    /// <param name="ids">Those of all rules, from the smallest up.</param>
    public static void Run(IReadOnlyList<Directive> directives, long[] ids, FaultList faults)
    {
        foreach (var directive in directives)
        {
            foreach (var range in RangesOf(directive))
            {
                if (!Exists(range, ids)) faults.Warn(DiagnosticCode.MissingRule, directive.At, $"{directive.Name} has nothing to change: there is no rule {Text(range)}", "remove it, or load the rule");
            }
        }
    }

    private static IEnumerable<IdRange> RangesOf(Directive directive) => directive switch
    {
        RemoveDirective remove => remove.Selector.Ids,
        UpdateTargetDirective update => update.Selector.Ids,
        UpdateActionDirective { Id: > 0 } update => [new IdRange(update.Id, update.Id)],
        _ => [],
    };

    private static bool Exists(IdRange range, long[] ids)
    {
        var found = Array.BinarySearch(ids, range.First);
        var next = found >= 0 ? found : ~found;
        return next < ids.Length && range.Contains(ids[next]);
    }

    private static string Text(IdRange range) => range.First == range.Last ? $"{range.First}" : $"from {range.First} to {range.Last}";
}
