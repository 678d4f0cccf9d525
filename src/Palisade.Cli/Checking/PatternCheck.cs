using Palisade.Engine.Patterns;
using Palisade.Protection.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Cli.Checking;

/// <summary>Looks at the patterns of rules: those that need backtracking, and those that no value can match.</summary>
internal static class PatternCheck
{
    /// <summary>The pattern needs a backtracking matcher.</summary>
    public const string Backtracks = "CK0001";

    /// <summary>The pattern cannot match.</summary>
    public const string NeverMatches = "CK0002";

    private const string Macro = "%{";

    /// <summary>Every finding in a folder or file of rules, in the order of loading.</summary>
    public static IEnumerable<Diagnostic> Run(string path)
    {
        var (folder, _) = RuleFolder.Open(path);
        return folder is null ? [] : RuleFiles.Load([.. folder.Setup, .. folder.Rules]).Directives.OfType<RuleDirective>().SelectMany(Of);
    }

    private static IEnumerable<Diagnostic> Of(RuleDirective rule)
    {
        var test = rule.Operator;
        if (test.Name is not ("rx" or "rxGlobal") || test.Argument.Contains(Macro, StringComparison.Ordinal)) yield break;
        if (BytePattern.Compile(test.Argument).Pattern?.Facts is not { } facts) yield break; // a fault of its own, told elsewhere
        if (facts.NeedsBacktracking)
        {
            var constructs = facts.BacktrackingNeeds.Select(n => n.Construct).Distinct(StringComparer.Ordinal);
            yield return Warning(test.ArgumentAt, Backtracks, $"The pattern needs backtracking: {string.Join(", ", constructs)} at byte {facts.BacktrackingNeeds[0].Offset + 1}");
        }

        if (!facts.CanMatch && !test.Negated) yield return Warning(test.ArgumentAt, NeverMatches, "The pattern cannot match any value, so the rule never matches");
    }

    private static Diagnostic Warning(Place at, string code, string message) => new(at, DiagnosticSeverity.Warning, code, message);
}
