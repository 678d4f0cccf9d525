using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Checks the option of a <c>ctl</c> action.</summary>
internal static class ControlCheck
{
    /// <summary>The value with the option in its canonical spelling.</summary>
    public static string Run(ActionText value, FaultList faults)
    {
        var equals = value.Value.IndexOf('=');
        var name = (equals < 0 ? value.Value : value.Value[..equals]).Trim();
        if (!Vocabulary.Controls.TryGet(name, out var word))
        {
            faults.Error(DiagnosticCode.UnknownControl, value.At, $"There is no ctl option {Quote.Short(name)}", Quote.Suggest(Vocabulary.Controls.Nearest(name)));
            return value.Value;
        }

        var argument = equals < 0 ? new ActionText(value.Slice(value.Value.Length, value.Value.Length), "") : Argument(value, equals + 1);
        if (argument.Value.Length is 0) faults.Error(DiagnosticCode.BadActionValue, argument.At, $"ctl:{word.Name} needs a value", $"write {Expected(word)}");
        else if (word.Status is WordStatus.Idle) faults.Warn(DiagnosticCode.IdleControl, value.At, $"ctl:{word.Name} has no effect", "remove it");
        else Check(word, argument, faults);
        return $"{word.Name}={argument.Value}";
    }

    private static ActionText Argument(ActionText value, int start)
    {
        var slice = value.Slice(start, value.Value.Length).Trim();
        return new ActionText(slice, value.Value[start..].Trim());
    }

    private static void Check(ControlWord word, ActionText argument, FaultList faults)
    {
        switch (word.Value)
        {
            case ControlValue.RuleIds:
                RuleIdParser.Parse(argument.Raw, faults);
                break;
            case ControlValue.RuleIdsAndTarget or ControlValue.PatternAndTarget:
                CheckTarget(word, argument, faults);
                break;
            case ControlValue.Pattern:
                break;
            default:
                if (!IsValue(word.Value, argument.Value)) faults.Error(DiagnosticCode.BadActionValue, argument.At, $"{Quote.Short(argument.Value)} is no value for ctl:{word.Name}", $"write {Expected(word)}");
                break;
        }
    }

    private static void CheckTarget(ControlWord word, ActionText argument, FaultList faults)
    {
        var semicolon = argument.Value.IndexOf(';');
        if (semicolon <= 0 || semicolon + 1 == argument.Value.Length)
        {
            faults.Error(DiagnosticCode.BadActionValue, argument.At, $"ctl:{word.Name} needs rules and a target with a semicolon between them", $"write {Expected(word)}");
            return;
        }

        if (word.Value is ControlValue.RuleIdsAndTarget) RuleIdParser.Parse(argument.Slice(0, semicolon), faults);
        TargetParser.Parse(argument.Slice(semicolon + 1, argument.Raw.Length), faults);
    }

    private static bool IsValue(ControlValue kind, string text) => kind switch
    {
        ControlValue.OnOff => Choice.IsOneOf(text, "On", "Off"),
        ControlValue.RuleEngine => Choice.IsOneOf(text, "On", "Off", "DetectionOnly"),
        ControlValue.AuditEngine => Choice.IsOneOf(text, "On", "Off", "RelevantOnly"),
        ControlValue.AuditLogParts => AuditParts.IsList(text[0] is '+' or '-' ? text[1..] : text),
        ControlValue.DebugLevel => text is [>= '0' and <= '9'],
        ControlValue.BodyProcessor => Choice.IsOneOf(text, "URLENCODED", "MULTIPART", "XML", "JSON", "RAW"),
        _ => Numbers.TryParse(text, out _),
    };

    private static string Expected(ControlWord word) => word.Name + word.Value switch
    {
        ControlValue.OnOff => "=On or Off",
        ControlValue.RuleEngine => "=On, Off or DetectionOnly",
        ControlValue.AuditEngine => "=On, Off or RelevantOnly",
        ControlValue.AuditLogParts => "=+ or - and letters of parts, as +E",
        ControlValue.DebugLevel => "=0 to 9",
        ControlValue.BodyProcessor => "=URLENCODED, MULTIPART, XML, JSON or RAW",
        ControlValue.RuleIds => "=942100 or a range 942100-942199",
        ControlValue.Pattern => "= and a regular expression",
        ControlValue.RuleIdsAndTarget => "=942100;ARGS:name",
        ControlValue.PatternAndTarget => "=attack-sqli;ARGS:name",
        _ => "= and a number of bytes",
    };
}
