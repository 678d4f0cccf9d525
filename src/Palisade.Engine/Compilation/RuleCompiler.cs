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
    /// <returns>The rule set, or null when an error was found; and every error and warning.</returns>
    public static (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(IReadOnlyList<Directive> directives, CompileOptions options)
    {
        var faults = new List<Diagnostic>();
        var settings = SettingReader.Read(directives, options, faults);
        var steps = DraftReader.Read(directives, faults);
        DraftUpdates.Apply(directives, [.. steps.Where(s => s.Draft is not null).Select(s => s.Draft!)], faults);

        var builder = new RuleBuilder(options with { Operators = SettingReader.Provide(directives, options.Operators) }, UnicodeMapReader.Read(directives, faults), faults);
        var compiled = new List<PhaseStep>(steps.Count);
        foreach (var (draft, marker) in steps)
        {
            if (marker is not null) compiled.Add(new(null, marker));
            else if (!draft!.Removed && builder.Build(draft) is { } rule) compiled.Add(new(rule, null));
        }

        var refused = faults.Exists(f => f.Severity is DiagnosticSeverity.Error);
        return (refused ? null : new RuleSet(settings, compiled), faults);
    }
}
