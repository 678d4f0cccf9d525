using System.Text;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>What the links of a rule's chain say together.</summary>
internal static class RuleLinks
{
    /// <summary>The rule and its links.</summary>
    public static IEnumerable<Rule> Of(Rule rule)
    {
        for (var link = rule; link is not null; link = link.Next) yield return link;
    }

    /// <summary>Everything that the rule and its links may do.</summary>
    public static IEnumerable<RuleAction> ActionsOf(Rule rule) => Of(rule).SelectMany(link => link.OnEachMatch.Concat(link.OnMatch));

    /// <summary>The TX variables that may be there once the rule has matched.</summary>
    public static IEnumerable<int> Written(Rule rule) =>
        ChangesOf(rule).Where(c => c.TxName >= 0 && c.Change is not RuleAction.ChangeKind.Remove).Select(c => c.TxName)
            .Concat(ActionsOf(rule).OfType<RuleAction.Evidence>().Select(_ => RuleAction.Evidence.ScoreOf(rule.Info.Phase).Number));

    /// <summary>The TX variables that may be gone.</summary>
    public static IEnumerable<int> Removed(Rule rule) => ChangesOf(rule).Where(c => c.TxName >= 0 && c.Change is RuleAction.ChangeKind.Remove).Select(c => c.TxName);

    /// <summary>The changes of TX that rules ask for by name.</summary>
    public static IEnumerable<RuleAction.SetVariable> ChangesOf(Rule rule) => ActionsOf(rule).OfType<RuleAction.SetVariable>().Where(s => s.Collection is VariableId.TX);

    /// <summary>What the names of TX begin with that rules put together while a request runs.</summary>
    public static IReadOnlyCollection<string> NamesPutTogether(IEnumerable<Rule> rules) =>
        [.. rules.SelectMany(ChangesOf).Where(c => c.TxName < 0).Select(c => Beginning(c.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a rule reads what the rule before it matched, rather than what it matched itself.</summary>
    public static bool ReadsLastMatch(Rule rule) =>
        rule.Operator is null
            ? Of(rule).Any(link => link.Targets.Any(t => IsLastMatch(t.Variable)) || Macros(link).Any(ReadsLastMatch))
            : rule.Targets.Any(t => IsLastMatch(t.Variable)) || (rule.OperatorMacro is { } macro && ReadsLastMatch(macro));

    private static bool ReadsLastMatch(MacroText text) => text.Parts.Any(p => p.Literal is null && IsLastMatch(p.Variable));

    private static string Beginning(MacroText name) => name.Parts is [{ Literal: { } literal }, ..] ? Encoding.Latin1.GetString(literal) : "";

    private static bool IsLastMatch(VariableId variable) =>
        variable is VariableId.MATCHED_VAR or VariableId.MATCHED_VAR_NAME or VariableId.MATCHED_VARS or VariableId.MATCHED_VARS_NAMES;

    private static IEnumerable<MacroText> Macros(Rule rule) =>
        rule.OnEachMatch.Concat(rule.OnMatch).SelectMany(Macros).Concat(new[] { rule.Message, rule.LogData, rule.Disruption.Location, rule.OperatorMacro }.OfType<MacroText>());

    private static IEnumerable<MacroText> Macros(RuleAction action) => action switch
    {
        RuleAction.SetVariable set => [set.Name, set.Value],
        RuleAction.ExpireVariable expire => [expire.Name, expire.Seconds],
        RuleAction.OpenCollection open => [open.Key],
        RuleAction.SetEnvironment environment => [environment.Name, environment.Value],
        _ => [],
    };
}
