using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>One step of the rule set before it is compiled: a draft or a marker.</summary>
internal readonly record struct DraftStep(RuleDraft? Draft, string? Marker);

/// <summary>Puts rules, chains, default actions and markers together.</summary>
internal static class DraftReader
{
    /// <summary>Links of one chain. Default 100: the longest of the CRS has four, and links are evaluated by recursion.</summary>
    private const int MaxLinks = 100;

    public static List<DraftStep> Read(IReadOnlyList<Directive> directives, ICollection<Diagnostic> faults)
    {
        var steps = new List<DraftStep>();
        IReadOnlyList<IReadOnlyList<ActionSyntax>> defaults = [[], [], [], [], [], []];
        RuleDraft? chain = null;
        var linked = false;
        foreach (var directive in directives)
        {
            if (directive is DefaultActionDirective change) defaults = With(defaults, change, faults);
            if (directive is ScriptDirective script) faults.Add(new(script.At, DiagnosticSeverity.Error, "RC0001", "SecRuleScript is refused: Palisade runs no Lua", "write the test as a rule"));
            if (directive is MarkerDirective marker) steps.Add(new(null, marker.Label));
            if (Draft(directive, defaults) is not { } draft) continue;

            if (linked && chain!.Links.Count == MaxLinks)
            {
                faults.Add(new(draft.At, DiagnosticSeverity.Error, "RC0019", $"A chain has at most {MaxLinks} links"));
                return steps;
            }

            if (linked) chain!.Links.Add(draft);
            else steps.Add(new(chain = draft, null));
            linked = draft.Chains;
        }

        // As in ModSecurity v3 it loads and never fires; the checker warns (SL2003).
        if (linked) chain!.Removed = true;
        return steps;
    }

    private static RuleDraft? Draft(Directive directive, IReadOnlyList<IReadOnlyList<ActionSyntax>> defaults)
    {
        switch (directive)
        {
            case RuleDirective rule:
                var draft = new RuleDraft(rule, rule.Operator, defaults);
                draft.Targets.AddRange(rule.Targets);
                draft.Actions.AddRange(rule.Actions);
                return draft;
            case ActionDirective action:
                var always = new RuleDraft(action, null, defaults);
                always.Actions.AddRange(action.Actions);
                return always;
            default:
                return null;
        }
    }

    private static List<ActionSyntax>[] With(IReadOnlyList<IReadOnlyList<ActionSyntax>> defaults, DefaultActionDirective change, ICollection<Diagnostic> faults)
    {
        var next = defaults.Select(d => d.ToList()).ToArray();
        var phase = change.Actions.LastOrDefault(a => a.Name == "phase") is { Value: { } text } ? PhaseName.Parse(text) : 2;
        if (phase == 0) faults.Add(new(change.At, DiagnosticSeverity.Error, "RC0002", "SecDefaultAction names no phase from 1 to 5"));
        else next[phase] = [.. change.Actions.Where(a => a.Name != "phase")];
        return next;
    }
}
