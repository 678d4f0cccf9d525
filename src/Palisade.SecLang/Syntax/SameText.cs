namespace Palisade.SecLang.Syntax;

/// <summary>Whether two directives say the same at the same place: what a file that was changed elsewhere has left as it was.</summary>
internal static class SameText
{
    /// <summary>Compares rules and what stands among them; of other directives, of which a rule set has few, nothing is said.</summary>
    public static bool Is(Directive one, Directive other) => (one, other) switch
    {
        (RuleDirective a, RuleDirective b) => a.At == b.At && a.Operator == b.Operator && a.Targets.SequenceEqual(b.Targets) && a.Actions.SequenceEqual(b.Actions),
        (ActionDirective a, ActionDirective b) => a.At == b.At && a.Actions.SequenceEqual(b.Actions),
        (DefaultActionDirective a, DefaultActionDirective b) => a.At == b.At && a.Actions.SequenceEqual(b.Actions),
        (MarkerDirective a, MarkerDirective b) => a == b,
        _ => false,
    };
}
