namespace Palisade.SecLang.Syntax;

/// <summary>How a target uses its variable.</summary>
public enum TargetMode
{
    /// <summary><c>ARGS</c>: each value is tested.</summary>
    Value,

    /// <summary><c>&amp;ARGS</c>: the number of values is tested.</summary>
    Count,

    /// <summary><c>!ARGS:key</c>: values are taken out of the rule's other targets.</summary>
    Exclude,
}

/// <summary>How a selector picks members of a collection.</summary>
public enum SelectorKind
{
    /// <summary><c>ARGS:name</c>: one key, compared without regard to ASCII case.</summary>
    Key,

    /// <summary><c>ARGS:/regex/</c> or <c>ARGS:'/regex/'</c>: the text is the pattern without its slashes.</summary>
    Pattern,

    /// <summary><c>XML:/*</c>: an XPath expression.</summary>
    XPath,
}

/// <summary>What follows the colon of a target.</summary>
public sealed record SelectorSyntax(Place At, SelectorKind Kind, string Text);

/// <summary>One target of a rule.</summary>
/// <param name="Name">Canonical upper-case name out of <see cref="Vocabulary"/>.</param>
public sealed record TargetSyntax(Place At, TargetMode Mode, string Name, SelectorSyntax? Selector);

/// <summary>The operator of a rule; a bare text is <c>@rx</c>.</summary>
/// <param name="Name">Canonical spelling without <c>@</c>, out of <see cref="Vocabulary"/>; as written when there is none, which is an error.</param>
/// <param name="Argument">Everything after the name, unquoted; macros not expanded.</param>
public sealed record OperatorSyntax(Place At, bool Negated, string Name, string Argument, Place ArgumentAt);

/// <summary>One action.</summary>
/// <param name="Name">Canonical spelling out of <see cref="Vocabulary"/>, as <c>setvar</c> or <c>multiMatch</c>.</param>
/// <param name="Value">What follows the colon, unquoted; null when there was none. Transformations and options of <c>ctl</c> have their canonical spelling, and phase 0 is 1.</param>
public sealed record ActionSyntax(Place At, string Name, string? Value, Place ValueAt);
