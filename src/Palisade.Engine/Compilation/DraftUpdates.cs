using Palisade.Engine.Patterns;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Carries out <c>SecRuleRemove*</c> and <c>SecRuleUpdate*</c> on the drafts.</summary>
internal static class DraftUpdates
{
    public static void Apply(IReadOnlyList<Directive> directives, IReadOnlyList<RuleDraft> drafts, ICollection<Diagnostic> faults)
    {
        foreach (var directive in directives)
        {
            switch (directive)
            {
                case UpdateActionDirective update:
                    UpdateActions(update, drafts, faults);
                    break;
                case UpdateTargetDirective update:
                    UpdateTargets(update, Select(update.Selector, drafts, update.At, faults));
                    break;
                case RemoveDirective remove:
                    foreach (var draft in Select(remove.Selector, drafts, remove.At, faults)) draft.Removed = true;
                    break;
                default:
                    break;
            }
        }
    }

    private static IEnumerable<RuleDraft> Select(RuleSelector selector, IReadOnlyList<RuleDraft> drafts, Place at, ICollection<Diagnostic> faults)
    {
        if (selector.Kind is RuleSelectorKind.Id) return drafts.Where(d => IsAmong(selector.Ids, d.Id));

        var (pattern, error) = BytePattern.Compile(selector.Text);
        if (pattern is null)
        {
            faults.Add(new(at, DiagnosticSeverity.Error, "RC0003", $"The pattern does not compile: {error}"));
            return [];
        }

        return selector.Kind is RuleSelectorKind.Tag
            ? drafts.Where(d => d.Tags.Any(pattern.IsMatch))
            : drafts.Where(d => d.Message is { } message && pattern.IsMatch(message));
    }

    private static bool IsAmong(IReadOnlyList<IdRange> ranges, long id)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Contains(id)) return true;
        }

        return false;
    }

    private static void UpdateTargets(UpdateTargetDirective update, IEnumerable<RuleDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            draft.Targets.RemoveAll(t => update.Replaced.Any(r => SameTarget(t, r)));
            draft.Targets.AddRange(update.Targets);
        }
    }

    private static bool SameTarget(TargetSyntax one, TargetSyntax other) =>
        one.Mode == other.Mode && one.Name == other.Name
        && string.Equals(one.Selector?.Text, other.Selector?.Text, StringComparison.OrdinalIgnoreCase);

    private static void UpdateActions(UpdateActionDirective update, IReadOnlyList<RuleDraft> drafts, ICollection<Diagnostic> faults)
    {
        var draft = drafts.FirstOrDefault(d => d.Id == update.Id);
        if (draft is null || update.ChainOffset > draft.Links.Count)
        {
            faults.Add(new(update.At, DiagnosticSeverity.Warning, "RC0004", $"There is no rule {update.Id}:{update.ChainOffset} to update"));
            return;
        }

        (update.ChainOffset == 0 ? draft : draft.Links[update.ChainOffset - 1]).Actions.AddRange(update.Actions);
    }
}
