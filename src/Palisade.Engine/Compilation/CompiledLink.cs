using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>A rule, or a link of its chain, as it was compiled, and what it was compiled from.</summary>
/// <param name="Draft">What it was compiled from.</param>
/// <param name="Rule">What came of it.</param>
/// <param name="OperatorWarnings">What there was to say about its operator.</param>
/// <param name="OtherWarnings">And about all the rest.</param>
internal sealed record CompiledLink(RuleDraft Draft, Rule Rule, IReadOnlyList<Diagnostic> OperatorWarnings, IReadOnlyList<Diagnostic> OtherWarnings)
{
    /// <summary>Whether a draft of the same directive does the same when it matches.</summary>
    public bool ActsAs(RuleDraft draft, int phase) =>
        Rule.Info.Phase == phase && Same.Objects(Draft.Actions, draft.Actions) && (Same.Objects(Draft.Defaults[phase], draft.Defaults[phase]) || HasEqualDefaults(draft.Defaults[phase]));

    // The file of the defaults was changed above them. What there was to say of a rule may name the place of its defaults.
    private bool HasEqualDefaults(IReadOnlyList<ActionSyntax> defaults) =>
        OtherWarnings.Count == 0 && Draft.Defaults[Rule.Info.Phase].Select(a => (a.Name, a.Value)).SequenceEqual(defaults.Select(a => (a.Name, a.Value)));

    /// <summary>Whether a draft of the same directive reads the same.</summary>
    public bool ReadsAs(RuleDraft draft) => Same.Objects(Draft.Targets, draft.Targets);
}
