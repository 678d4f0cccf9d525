using System.Globalization;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Reads <c>ctl:ruleRemoveBy…</c> and <c>ctl:ruleRemoveTargetBy…</c>.</summary>
internal static class RemovalReader
{
    /// <summary>Null when the option is none of them, or its value is faulty.</summary>
    public static RuleAction? Read(string option, string value, ActionSyntax action, ICollection<Diagnostic> faults)
    {
        switch (option)
        {
            case "ruleremovebyid":
                return Ids(value) is { } ids ? new RuleAction.RemoveRules(new(ids, null, null)) : null;
            case "ruleremovebytag":
                return new RuleAction.RemoveRules(new(null, value, null));
            case "ruleremovebymsg":
                return new RuleAction.RemoveRules(new(null, null, value));
        }

        var (which, targetText) = Pair.Split(value, ';');
        if (targetText is null || TargetReader.Read(targetText, action.ValueAt, faults) is not { } target) return null;
        return option switch
        {
            "ruleremovetargetbyid" => Ids(which) is { } ids ? new RuleAction.RemoveTargets(new(ids, null, null), target) : null,
            "ruleremovetargetbytag" => new RuleAction.RemoveTargets(new(null, which, null), target),
            "ruleremovetargetbymsg" => new RuleAction.RemoveTargets(new(null, null, which), target),
            _ => null,
        };
    }

    private static List<IdRange>? Ids(string text)
    {
        var ranges = new List<IdRange>();
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var (first, last) = Pair.Split(part, '-');
            if (!Id(first, out var low)) return null;
            var high = low;
            if (last is not null && !Id(last, out high)) return null;
            ranges.Add(new(low, high));
        }

        return ranges.Count == 0 ? null : ranges;
    }

    private static bool Id(string text, out long id) => long.TryParse(text, NumberStyles.None, null, out id);
}
