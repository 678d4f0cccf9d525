using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>From the syntax tree of SecLang to rules ready to run.</summary>
public static class RuleCompiler
{
    /// <summary>Compiles directives in order.</summary>
    /// <returns>The rule set, or null when an error was found; and every error and warning.</returns>
    public static (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(IReadOnlyList<Directive> directives, CompileOptions options) =>
        (new RuleSet([]), [.. directives.Select(d => new Diagnostic(d.At, DiagnosticSeverity.Warning, "SL0000", $"not compiled yet ({options.Mode})"))]);
}
