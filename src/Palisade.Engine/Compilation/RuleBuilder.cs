using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Makes rules out of their drafts.</summary>
/// <param name="options">What is allowed.</param>
/// <param name="context">What rules are compiled with.</param>
/// <param name="basis">What is the same there is used again. Or null.</param>
/// <param name="faults">Receives every error and warning.</param>
internal sealed class RuleBuilder(CompileOptions options, CompileContext context, RuleBasis? basis, List<Diagnostic> faults)
{
    /// <summary>The targets of the rules made so far.</summary>
    public TargetTable Targets { get; } = new(basis?.Targets);

    /// <summary>The starter, whose rule is the whole, and the links of its chain; null when an error was added.</summary>
    public CompiledLink[]? Build(RuleDraft draft)
    {
        var phase = draft.Last("phase") is { } text ? PhaseName.Parse(text) : 2;
        if (phase == 0)
        {
            faults.Add(new(draft.At, DiagnosticSeverity.Error, "RC0006", $"There is no phase '{draft.Last("phase")}'", "1 to 5, request, response or logging"));
            return null;
        }

        var before = faults.Count;
        var known = basis is null ? default : basis.Find(draft.Source);
        var info = !known.IsEmpty && known[0].ActsAs(draft, phase) ? known[0].Rule.Info : Info(draft, phase);
        var links = new CompiledLink[1 + draft.Links.Count];
        for (var i = draft.Links.Count; i >= 0; i--)
        {
            var link = i == 0 ? draft : draft.Links[i - 1];
            var same = i < known.Length && ReferenceEquals(known[i].Draft.Source, link.Source) ? known[i] : null;
            links[i] = Link(link, info, i == draft.Links.Count ? null : links[i + 1].Rule, same);
        }

        for (var i = before; i < faults.Count; i++)
        {
            if (faults[i].Severity is DiagnosticSeverity.Error) return null;
        }

        return links;
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

    private CompiledLink Link(RuleDraft draft, RuleInfo info, Rule? next, CompiledLink? known)
    {
        if (known is not null && draft.Operator is { } op && !context.Makes(op, basis!.Context)) known = null;
        if (known is null || !known.ActsAs(draft, info.Phase)) return Compile(draft, info, next, known);

        faults.AddRange(known.OperatorWarnings);
        faults.AddRange(known.OtherWarnings);
        var (rule, reads) = (known.Rule, known.ReadsAs(draft));
        if (reads && ReferenceEquals(info, rule.Info) && ReferenceEquals(next, rule.Next)) return known;
        rule = reads
            ? rule with { Info = info, Next = next }
            : rule with { Info = info, Next = next, Targets = TargetsOf(draft, false, rule.Targets), Exclusions = TargetsOf(draft, true, rule.Exclusions) };
        return known with { Draft = draft, Rule = rule };
    }

    private CompiledLink Compile(RuleDraft draft, RuleInfo info, Rule? next, CompiledLink? known)
    {
        var warnings = new List<Diagnostic>();
        var op = known?.Rule.Operator;
        if (known is not null) warnings.AddRange(known.OperatorWarnings);
        else if (draft.Operator is { } syntax) op = OperatorTable.Create(syntax, context.Operators, warnings);
        faults.AddRange(warnings);
        var before = faults.Count;
        var rule = One(draft, info, next, op);
        return new(draft, rule, warnings, faults[before..]);
    }

    private Rule One(RuleDraft draft, RuleInfo info, Rule? next, Operator? op)
    {
        var defaults = draft.Defaults[info.Phase];
        var actions = new ActionReader(options, faults);
        foreach (var action in defaults) actions.ReadDefault(action);
        foreach (var action in draft.Actions) actions.Read(action);

        var argument = draft.Operator?.Argument ?? "";
        return new Rule
        {
            Info = info,
            Targets = TargetsOf(draft, false, []),
            Exclusions = TargetsOf(draft, true, []),
            Operator = op,
            OperatorArgument = argument,
            OperatorMacro = argument.Contains("%{", StringComparison.Ordinal) ? Macro(argument, draft.Operator!.ArgumentAt) : null,
            Negated = draft.Operator?.Negated ?? false,
            Transformations = actions.Transformations(defaults, context.Unicode),
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

    private ImmutableArray<Target> TargetsOf(RuleDraft draft, bool excluded, ImmutableArray<Target> known)
    {
        ImmutableArray<Target> targets = [.. draft.Targets
            .Where(t => t.Mode is TargetMode.Exclude == excluded)
            .Select(t => Targets.Read(t, faults))
            .OfType<Target>()];
        return Same.Objects(targets, known) ? known : targets;
    }

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
