using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Makes a rule out of its draft.</summary>
internal sealed class RuleBuilder(CompileOptions options, UnicodeMap? unicode, ICollection<Diagnostic> faults)
{
    /// <summary>Null when a fault was added.</summary>
    public Rule? Build(RuleDraft draft)
    {
        var phase = draft.Last("phase") is { } text ? PhaseName.Parse(text) : 2;
        if (phase == 0)
        {
            faults.Add(new(draft.At, DiagnosticSeverity.Error, "RC0006", $"There is no phase '{draft.Last("phase")}'", "1 to 5, request, response or logging"));
            return null;
        }

        var before = faults.Count;
        var info = Info(draft, phase);
        Rule? next = null;
        for (var link = draft.Links.Count - 1; link >= 0; link--) next = One(draft.Links[link], info, next);
        var rule = One(draft, info, next);
        return faults.Skip(before).Any(f => f.Severity is DiagnosticSeverity.Error) ? null : rule;
    }

    private static RuleInfo Info(RuleDraft draft, int phase) => new(
        draft.Id,
        phase,
        draft.At,
        draft.Message,
        draft.Last("severity") is { } severity ? Severities.Parse(severity) : null,
        [.. draft.Tags],
        draft.Last("ver"),
        draft.Last("rev"),
        Number(draft.Last("maturity")),
        Number(draft.Last("accuracy")));

    private Rule One(RuleDraft draft, RuleInfo info, Rule? next)
    {
        var defaults = draft.Defaults[info.Phase];
        var actions = new ActionReader(options, faults);
        foreach (var action in defaults) actions.ReadDefault(action);
        foreach (var action in draft.Actions) actions.Read(action);

        var op = draft.Operator is { } syntax ? OperatorTable.Create(syntax, options.Operators, faults) : null;
        var argument = draft.Operator?.Argument ?? "";
        return new Rule
        {
            Info = info,
            Targets = Targets(draft, excluded: false),
            Exclusions = Targets(draft, excluded: true),
            Operator = op,
            OperatorArgument = argument,
            OperatorMacro = argument.Contains("%{", StringComparison.Ordinal) ? Macro(argument, draft.Operator!.ArgumentAt) : null,
            Negated = draft.Operator?.Negated ?? false,
            Transformations = actions.Transformations(defaults, unicode),
            MultiMatch = actions.MultiMatch,
            Capture = actions.Capture,
            OnEachMatch = [.. actions.EachMatch],
            OnMatch = [.. actions.Match],
            Disruption = actions.Disruption(),
            Skip = actions.Skip,
            SkipAfter = actions.SkipAfter,
            Log = actions.Log,
            AuditLog = actions.AuditLog,
            Message = draft.Message is { } message ? Macro(message, draft.At) : null,
            LogData = draft.Last("logdata") is { } data ? Macro(data, draft.At) : null,
            XmlNamespaces = [.. actions.XmlNamespaces],
            Next = next,
        };
    }

    private ImmutableArray<Target> Targets(RuleDraft draft, bool excluded) =>
        [.. draft.Targets
            .Where(t => t.Mode is TargetMode.Exclude == excluded)
            .Select(t => TargetReader.Read(t, faults))
            .OfType<Target>()];

    private MacroText Macro(string text, Place at)
    {
        var unknown = new List<string>();
        var macro = MacroText.Parse(text, unknown);
        foreach (var name in unknown)
            faults.Add(new(at, DiagnosticSeverity.Warning, "RC0007", $"The macro %{{{name}}} is no variable and expands to nothing"));
        return macro;
    }

    private static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;
}
