using Palisade.SecLang.Lexing;
using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Finds the faults that only show in the rules as a whole.</summary>
public static class RuleChecks
{
    /// <summary>Looks at all directives of a rule set, in order.</summary>
    /// <returns>Errors where ModSecurity v3 refuses the rules, warnings where they load and do not do what they say. At most 1,000.</returns>
    public static IReadOnlyList<Diagnostic> Run(IReadOnlyList<Directive> directives)
    {
        var faults = new FaultList();
        var rules = RuleInContext.FindAll(directives);

        IdCheck.Run(rules, faults);
        ChainCheck.Run(rules, faults);
        RepeatedActionCheck.Run(rules, faults);
        MatchCheck.Run(rules, faults);
        PhaseCheck.Run(rules, faults);
        MarkerCheck.Run(directives, faults);
        DefaultActionCheck.Run(directives, faults);
        ReferenceCheck.Run(directives, rules, faults);
        return faults.Found;
    }
}
