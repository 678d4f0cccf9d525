using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Rules;

/// <summary>Rules ready to run. Immutable and shared by every request that uses them.</summary>
public sealed class RuleSet
{
    private RuleSet(IReadOnlyList<RuleInfo> rules) => Rules = rules;

    /// <summary>Every rule that can match, in file order, chain links left out.</summary>
    public IReadOnlyList<RuleInfo> Rules { get; }

    /// <summary>Compiles directives in order.</summary>
    /// <returns>The rule set, or null when an error was found; and every error and warning.</returns>
    public static (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(IReadOnlyList<Directive> directives, CompileOptions options) =>
        (new RuleSet([]), [.. directives.Select(d => new Diagnostic(d.At, DiagnosticSeverity.Warning, "SL0000", $"not compiled yet ({options.Mode})"))]);
}
