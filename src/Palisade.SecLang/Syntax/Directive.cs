namespace Palisade.SecLang.Syntax;

/// <summary>One directive of a rule file. All text in the tree is bytes widened to U+0000–U+00FF (Latin-1).</summary>
/// <param name="At">Where the directive's name stands.</param>
/// <param name="Name">The name in its canonical spelling, as <c>SecRule</c>.</param>
public abstract record Directive(Place At, string Name);

/// <summary><c>SecRule TARGETS "OPERATOR" "ACTIONS"</c>.</summary>
public sealed record RuleDirective(
    Place At, IReadOnlyList<TargetSyntax> Targets, OperatorSyntax Operator, IReadOnlyList<ActionSyntax> Actions)
    : Directive(At, "SecRule");

/// <summary><c>SecAction "ACTIONS"</c>: a rule that always matches.</summary>
public sealed record ActionDirective(Place At, IReadOnlyList<ActionSyntax> Actions) : Directive(At, "SecAction");

/// <summary><c>SecDefaultAction "ACTIONS"</c>: what rules of one phase inherit.</summary>
public sealed record DefaultActionDirective(Place At, IReadOnlyList<ActionSyntax> Actions) : Directive(At, "SecDefaultAction");

/// <summary><c>SecRuleScript FILE "ACTIONS"</c>: a rule in Lua, which runs only where the operator allows it.</summary>
public sealed record ScriptDirective(Place At, string File, IReadOnlyList<ActionSyntax> Actions) : Directive(At, "SecRuleScript");

/// <summary><c>SecMarker LABEL</c>: where <c>skipAfter</c> lands.</summary>
public sealed record MarkerDirective(Place At, string Label) : Directive(At, "SecMarker");

/// <summary>By what a directive selects rules defined before it.</summary>
public enum RuleSelectorKind
{
    /// <summary>By id or by a range of ids, in <see cref="RuleSelector.Ids"/>.</summary>
    Id,

    /// <summary>By a tag that matches the regular expression in <see cref="RuleSelector.Text"/>.</summary>
    Tag,

    /// <summary>By a message that matches the regular expression in <see cref="RuleSelector.Text"/>.</summary>
    Msg,
}

/// <summary>A range of rule ids, both ends included.</summary>
public readonly record struct IdRange(long First, long Last)
{
    /// <summary>Whether the id lies in the range.</summary>
    public bool Contains(long id) => id >= First && id <= Last;
}

/// <summary>Which rules a directive is about.</summary>
public sealed record RuleSelector(RuleSelectorKind Kind, IReadOnlyList<IdRange> Ids, string Text);

/// <summary><c>SecRuleRemoveById</c>, <c>SecRuleRemoveByTag</c>, <c>SecRuleRemoveByMsg</c>.</summary>
public sealed record RemoveDirective(Place At, string Name, RuleSelector Selector) : Directive(At, Name);

/// <summary><c>SecRuleUpdateTargetById</c>, <c>…ByTag</c>, <c>…ByMsg</c>.</summary>
/// <param name="Replaced">The optional third argument of ModSecurity v2: targets that the new ones replace; empty when absent.</param>
public sealed record UpdateTargetDirective(
    Place At, string Name, RuleSelector Selector, IReadOnlyList<TargetSyntax> Targets, IReadOnlyList<TargetSyntax> Replaced)
    : Directive(At, Name);

/// <summary><c>SecRuleUpdateActionById ID[:CHAIN_OFFSET] "ACTIONS"</c>.</summary>
public sealed record UpdateActionDirective(Place At, long Id, int ChainOffset, IReadOnlyList<ActionSyntax> Actions)
    : Directive(At, "SecRuleUpdateActionById");

/// <summary><c>SecDataset NAME `LINES`</c> of Coraza: a named list for <c>@pmFromDataset</c> and <c>@ipMatchFromDataset</c>.</summary>
public sealed record DatasetDirective(Place At, string Dataset, IReadOnlyList<string> Lines) : Directive(At, "SecDataset");

/// <summary>Every other directive: a setting with plain arguments, whose number the parser has checked.</summary>
public sealed record SettingDirective(Place At, string Name, IReadOnlyList<ArgumentSyntax> Arguments) : Directive(At, Name);

/// <summary>One argument, without its quotes.</summary>
public sealed record ArgumentSyntax(Place At, string Text);

/// <summary>A directive whose text could not be read; its fault is among the diagnostics. It keeps its place, so that checks do not take its neighbours for wrong.</summary>
public sealed record UnreadableDirective(Place At, string Name) : Directive(At, Name);
