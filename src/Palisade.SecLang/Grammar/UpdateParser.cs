using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;

namespace Palisade.SecLang.Grammar;

/// <summary>Directives that change rules: <c>SecRuleRemove…</c> and <c>SecRuleUpdate…</c>.</summary>
internal static class UpdateParser
{
    public static Directive Parse(string name, RawDirective raw, FaultList faults) => name switch
    {
        "SecRuleRemoveById" => new RemoveDirective(raw.At, name, ById(raw.Arguments, faults)),
        "SecRuleRemoveByTag" => new RemoveDirective(raw.At, name, ByText(RuleSelectorKind.Tag, All(raw))),
        "SecRuleRemoveByMsg" => new RemoveDirective(raw.At, name, ByText(RuleSelectorKind.Msg, All(raw))),
        "SecRuleUpdateTargetById" => Targets(name, raw, ById([raw.Arguments[0]], faults), faults),
        "SecRuleUpdateTargetByTag" => Targets(name, raw, ByText(RuleSelectorKind.Tag, raw.Arguments[0].Value), faults),
        "SecRuleUpdateTargetByMsg" => Targets(name, raw, ByText(RuleSelectorKind.Msg, raw.Arguments[0].Value), faults),
        "SecRuleUpdateActionById" => UpdateActions(raw, faults),
        _ => throw new InvalidOperationException($"No syntax for {name}."),
    };

    private static RuleSelector ById(IReadOnlyList<CookedText> arguments, FaultList faults) =>
        new(RuleSelectorKind.Id, [.. arguments.SelectMany(a => RuleIdParser.Parse(CookedSlice.Of(a), faults))], "");

    private static RuleSelector ByText(RuleSelectorKind kind, string text) => new(kind, [], text);

    /// <summary>Both engines take a text with blanks without quotes here.</summary>
    private static string All(RawDirective raw) => string.Join(' ', raw.Arguments.Select(a => a.Value));

    private static UpdateTargetDirective Targets(string name, RawDirective raw, RuleSelector selector, FaultList faults) =>
        new(raw.At, name, selector,
            TargetParser.Parse(CookedSlice.Of(raw.Arguments[1]), faults),
            raw.Arguments.Count > 2 ? TargetParser.Parse(CookedSlice.Of(raw.Arguments[2]), faults) : []);

    private static UpdateActionDirective UpdateActions(RawDirective raw, FaultList faults)
    {
        var rule = raw.Arguments[0].Value;
        var colon = rule.IndexOf(':');
        var offset = 0L;
        var isId = Numbers.TryParse(rule.AsSpan(0, colon < 0 ? rule.Length : colon), out var id);
        var isOffset = colon < 0 || (Numbers.TryParse(rule.AsSpan(colon + 1), out offset) && offset <= int.MaxValue);
        if (!isId || !isOffset)
        {
            faults.Error(DiagnosticCode.BadRuleIds, raw.Arguments[0].At(0), $"{Quote.Short(rule)} is not the id of a rule", "write 942100, or 942100:1 for the first link of its chain");
        }

        return new UpdateActionDirective(raw.At, id, (int)Math.Min(offset, int.MaxValue), ActionParser.Parse(raw.Arguments[1], faults));
    }
}
