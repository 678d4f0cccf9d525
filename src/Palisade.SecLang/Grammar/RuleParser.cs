using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;

namespace Palisade.SecLang.Grammar;

/// <summary>Rules and what stands between them.</summary>
internal static class RuleParser
{
    /// <summary>Null when the directive is none of these.</summary>
    public static Directive? Parse(string name, RawDirective raw, FaultList faults)
    {
        var arguments = raw.Arguments;
        return name switch
        {
            "SecRule" => new RuleDirective(
                raw.At,
                TargetParser.Parse(CookedSlice.Of(arguments[0]), faults),
                OperatorParser.Parse(CookedSlice.Of(arguments[1]), faults),
                Actions(raw, 2, faults)),
            "SecAction" => new ActionDirective(raw.At, Actions(raw, 0, faults)),
            "SecDefaultAction" => new DefaultActionDirective(raw.At, Actions(raw, 0, faults)),
            "SecRuleScript" => new ScriptDirective(raw.At, arguments[0].Value, Actions(raw, 1, faults)),
            "SecMarker" => new MarkerDirective(raw.At, arguments[0].Value),
            "SecDataset" => new DatasetDirective(raw.At, arguments[0].Value, Lines(arguments[1])),
            _ => null,
        };
    }

    private static IReadOnlyList<ActionSyntax> Actions(RawDirective raw, int index, FaultList faults) =>
        index < raw.Arguments.Count ? ActionParser.Parse(raw.Arguments[index], faults) : [];

    /// <summary>Lines without the blanks around them, empty ones and comments left out.</summary>
    private static List<string> Lines(CookedText text) =>
        [.. text.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l[0] is not '#')];
}
