using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Finds the faults that only show in the rules as a whole.</summary>
public static class RuleChecks
{
    /// <summary>Looks at all directives of a rule set, in order.</summary>
    public static IReadOnlyList<Diagnostic> Run(IReadOnlyList<Directive> directives) => [.. directives.Select(d => d.At).Where(a => a.Line is 0).Select(a => new Diagnostic(a, DiagnosticSeverity.Error, DiagnosticCode.MissingId, ""))];
}
