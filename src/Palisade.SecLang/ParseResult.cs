using Palisade.SecLang.Syntax;

namespace Palisade.SecLang;

/// <summary>What was read: always the directives that could be understood, with every fault found on the way.</summary>
/// <param name="Directives">In the order the engine must see them, includes expanded in place.</param>
/// <param name="Diagnostics">Errors and warnings in file order.</param>
public sealed record ParseResult(IReadOnlyList<Directive> Directives, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when no diagnostic is an error.</summary>
    public bool Succeeded => Diagnostics.All(d => d.Severity is not DiagnosticSeverity.Error);
}
