using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>From the syntax tree of SecLang to rules ready to run.</summary>
/// <remarks>
/// Exclusions (<c>SecRuleRemove*</c>, <c>SecRuleUpdate*</c>) hold for the whole rule set wherever they stand, as in
/// ModSecurity v3; <c>SecDefaultAction</c> holds for the rules after it.
/// </remarks>
public static class RuleCompiler
{
    /// <summary>Compiles directives in order.</summary>
    /// <param name="directives">The rule set.</param>
    /// <param name="options">What the operator of the product decides.</param>
    /// <param name="basis">A rule set most of whose directives are the same objects as these: what is the same in both is shared, and what is compiled is the rest. Null for none.</param>
    /// <returns>The rule set, or null when an error was found; and every error and warning.</returns>
    public static (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(IReadOnlyList<Directive> directives, CompileOptions options, RuleBasis? basis = null)
    {
        var (built, faults) = Build(directives, options, basis);
        return (built?.Rules, faults);
    }

    /// <summary>Compiles directives in order, as a basis for other rule sets.</summary>
    /// <returns>The basis, or null when an error was found; and every error and warning.</returns>
    public static (RuleBasis? Basis, IReadOnlyList<Diagnostic> Diagnostics) CompileBasis(IReadOnlyList<Directive> directives, CompileOptions options) =>
        Build(directives, options, null);

    private static (RuleBasis? Built, IReadOnlyList<Diagnostic> Diagnostics) Build(IReadOnlyList<Directive> directives, CompileOptions options, RuleBasis? basis)
    {
        if (basis is not null && basis.Options with { Mode = options.Mode, PatternSteps = options.PatternSteps } != options) basis = null;
        var context = CompileContext.Read(directives, options, basis?.Context);
        // Another map changes what most rules read.
        if (!ReferenceEquals(context.Unicode, basis?.Context.Unicode)) basis = null;

        var faults = context.Faults.ToList();
        var steps = DraftReader.Read(directives, faults);
        DraftUpdates.Apply(directives, [.. steps.Where(s => s.Draft is not null).Select(s => s.Draft!)], faults);
        var builder = new RuleBuilder(options, context, basis, faults);
        using var ahead = new ConditionsAhead();
        var rules = new List<CompiledLink[]>(steps.Count);
        var order = new List<PhaseStep>(steps.Count);
        foreach (var (draft, marker) in steps)
        {
            if (marker is not null)
            {
                order.Add(new(marker));
            }
            else if (!draft!.Removed && builder.Build(draft) is { } links)
            {
                rules.Add(links);
                order.Add(new(links[0].Rule));
                foreach (var link in links)
                {
                    if (link.Rule.Operator is { } op && basis?.Program.Knows(op) is not true) ahead.Add(op);
                }
            }
        }

        if (faults.Exists(f => f.Severity is DiagnosticSeverity.Error)) return (null, faults);
        var program = new ProgramBuilder(basis?.Program, ahead.Finish());
        var settings = context.Settings with { Mode = options.Mode ?? context.Settings.Mode, PatternSteps = options.PatternSteps, CloseReading = options.CloseReading };
        return (new(options, context, rules, builder.Targets, program, new RuleSet(settings, order, program)), faults);
    }
}
