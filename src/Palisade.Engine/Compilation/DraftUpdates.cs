using Palisade.Engine.Patterns;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Carries out <c>SecRuleRemove*</c> and <c>SecRuleUpdate*</c> on the drafts.</summary>
internal static class DraftUpdates
{
    public static void Apply(IReadOnlyList<Directive> directives, IReadOnlyList<RuleDraft> rules, ICollection<Diagnostic> faults)
    {
        var drafts = new Drafts(rules);
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

    private static IEnumerable<RuleDraft> Select(RuleSelector selector, Drafts drafts, Place at, ICollection<Diagnostic> faults)
    {
        if (selector.Kind is RuleSelectorKind.Id) return drafts.Among(selector.Ids);

        var (pattern, error) = BytePattern.Compile(selector.Text);
        if (pattern is null)
        {
            faults.Add(new(at, DiagnosticSeverity.Error, "RC0003", $"The pattern does not compile: {error}"));
            return [];
        }

        return selector.Kind is RuleSelectorKind.Tag
            ? drafts.All.Where(d => d.Tags.Any(pattern.IsMatch))
            : drafts.All.Where(d => d.Message is { } message && pattern.IsMatch(message));
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

    private static void UpdateActions(UpdateActionDirective update, Drafts drafts, ICollection<Diagnostic> faults)
    {
        var draft = drafts.Among([new(update.Id, update.Id)]).FirstOrDefault();
        if (draft is null || update.ChainOffset > draft.Links.Count)
        {
            faults.Add(new(update.At, DiagnosticSeverity.Warning, "RC0004", $"There is no rule {update.Id}:{update.ChainOffset} to update"));
            return;
        }

        (update.ChainOffset == 0 ? draft : draft.Links[update.ChainOffset - 1]).Actions.AddRange(update.Actions);
    }

    /// <summary>The drafts, found by their ids: a rule set has hundreds of rules and dozens of exclusions, and a gateway compiles it for each of a thousand sites.</summary>
    private sealed class Drafts(IReadOnlyList<RuleDraft> all)
    {
        private Dictionary<long, List<RuleDraft>>? _byId;

        public IReadOnlyList<RuleDraft> All => all;

        private Dictionary<long, List<RuleDraft>> ById => _byId ??= all.GroupBy(d => d.Id).ToDictionary(g => g.Key, g => g.ToList());

        public IEnumerable<RuleDraft> Among(IReadOnlyList<IdRange> ranges)
        {
            if (ranges.All(r => r.First == r.Last)) return ranges.Select(r => r.First).Distinct().SelectMany(id => ById.GetValueOrDefault(id) ?? []);
            return ById.Where(d => ranges.Any(r => r.Contains(d.Key))).SelectMany(d => d.Value);
        }
    }
}
