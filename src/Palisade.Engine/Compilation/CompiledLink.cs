using Palisade.Engine.Rules;
using Palisade.SecLang;

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
        Rule.Info.Phase == phase && Same.Objects(Draft.Actions, draft.Actions) && Same.Objects(Draft.Defaults[phase], draft.Defaults[phase]);

    /// <summary>Whether a draft of the same directive reads the same.</summary>
    public bool ReadsAs(RuleDraft draft) => Same.Objects(Draft.Targets, draft.Targets);
}
