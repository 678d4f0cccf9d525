namespace Palisade.SecLang;

/// <summary>Whether a finding of the checker refuses the rules or only warns.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The rules are refused.</summary>
    Error,

    /// <summary>The rules load; the author should look.</summary>
    Warning,
}

/// <summary>One fault in a rule file.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Severity">Error refuses the rule set.</param>
/// <param name="Code">Stable, <c>SL</c> and four digits; listed in <c>docs/diagnostics.md</c>.</param>
/// <param name="Message">What is wrong, naming the word that is wrong.</param>
/// <param name="Hint">What to do next, where we know it.</param>
public sealed record Diagnostic(Place At, DiagnosticSeverity Severity, string Code, string Message, string? Hint = null)
{
    /// <summary>One line: place, severity, code, message, hint.</summary>
    public override string ToString() =>
        $"{At}: {(Severity is DiagnosticSeverity.Error ? "error" : "warning")} {Code}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
