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

    /// <summary>
    /// What directives that one site adds, before and behind rules that many share, bring besides what is said of those: the same as <see cref="Run"/> of all of
    /// them says more, without looking at all of them again.
    /// </summary>
    /// <returns>Null where what is added may change what is said of the others: then look at all of them.</returns>
    public static IReadOnlyList<Diagnostic>? RunAdded(KnownRules known, IReadOnlyList<Directive> before, IReadOnlyList<Directive> after)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (first, last) = (RuleInContext.FindAll(before), RuleInContext.FindAll(after));
        List<Directive> added = [.. before, .. after];
        List<RuleInContext> rules = [.. first, .. last];
        if (!known.StandApart(added, first, rules)) return null;

        var faults = new FaultList();
        IdCheck.Run(rules, faults);
        ChainCheck.Run(rules, faults);
        RepeatedActionCheck.Run(rules, faults);
        MatchCheck.Run(rules, faults);
        PhaseCheck.Run(rules, faults);
        ReferenceCheck.Run(added, known.IdsWith(rules), faults);
        return faults.Found;
    }
}
