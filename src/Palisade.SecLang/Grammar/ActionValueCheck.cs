using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Checks the value of an action and brings words in it to their canonical spelling.</summary>
internal static class ActionValueCheck
{
    private static readonly System.Buffers.SearchValues<char> Word = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly string[] Severities = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"];

    /// <summary>The value as it belongs into the tree; what is wrong with it has been added to the faults.</summary>
    public static string? Run(ActionWord word, ActionText? value, Place at, FaultList faults)
    {
        if (value is null)
        {
            if (word.Need is ValueNeed.Required) faults.Error(DiagnosticCode.MissingActionValue, at, $"Action {word.Name} needs a value", $"write {word.Name}:…");
            return null;
        }

        if (word.Need is ValueNeed.None)
        {
            faults.Error(DiagnosticCode.ExtraActionValue, value.At, $"Action {word.Name} takes no value", $"write {word.Name} alone");
            return value.Value;
        }

        if (value.Value.Length > 0) return Check(word, value, faults);
        faults.Error(DiagnosticCode.MissingActionValue, value.At, $"The value of {word.Name} is empty");
        return value.Value;
    }

    private static string Check(ActionWord word, ActionText value, FaultList faults)
    {
        var text = value.Value;
        switch (word.Value)
        {
            case ActionValue.Macro:
                MacroCheck.Run(value.Raw, DiagnosticSeverity.Error, faults);
                break;
            case ActionValue.Transformation:
                return Transformation(value, faults);
            case ActionValue.Control:
                return ControlCheck.Run(value, faults);
            case ActionValue.Assignment or ActionValue.Expiry or ActionValue.CollectionKey:
                CollectionCheck.Run(word, value, faults);
                break;
            case ActionValue.Id:
                if (!Numbers.TryParse(text, out _) || text[0] is '0') Refuse(word, value, "a number from 1", faults);
                break;
            case ActionValue.Number:
                if (!Numbers.TryParse(text, out _)) Refuse(word, value, "a whole number from 0", faults);
                break;
            case ActionValue.Phase:
                return Phase(word, value, faults);
            case ActionValue.Severity:
                CheckSeverity(word, value, faults);
                break;
            case ActionValue.Status:
                CheckStatus(word, value, faults);
                break;
            case ActionValue.AllowScope:
                if (!Choice.IsOneOf(text, "phase", "request")) Refuse(word, value, "phase or request", faults);
                break;
            case ActionValue.Evidence:
                if (!IsEvidence(text)) Refuse(word, value, "KIND=weight, as SQL_INJECTION=3: a word of letters, digits, '_' and '-', and a weight from 1 to 99", faults);
                break;
            case ActionValue.Namespace:
                CheckNamespace(word, value, faults);
                break;
            default:
                break;
        }

        return text;
    }

    private static void Refuse(ActionWord word, ActionText value, string expected, FaultList faults) =>
        faults.Error(DiagnosticCode.BadActionValue, value.At, $"{Quote.Short(value.Value)} is no value for {word.Name}", $"write {expected}");

    private static bool IsEvidence(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            && text.AsSpan(0, equals).IndexOfAnyExcept(Word) < 0
            && Numbers.TryParse(text.AsSpan(equals + 1), out var weight)
            && weight is >= 1 and <= 99;
    }

    private static string Transformation(ActionText value, FaultList faults)
    {
        if (Vocabulary.Transformations.TryGet(value.Value, out var word)) return word.Name;
        faults.Error(DiagnosticCode.UnknownTransformation, value.At, $"There is no transformation {Quote.Short(value.Value)}", Quote.Suggest(Vocabulary.Transformations.Nearest(value.Value)));
        return value.Value;
    }

    /// <summary>Phase 0 of ModSecurity v3, when a connection opens, is our phase 1: there is nothing to see before it.</summary>
    private static string Phase(ActionWord word, ActionText value, FaultList faults)
    {
        if (value.Value is "0")
        {
            faults.Warn(DiagnosticCode.OddActionValue, value.At, "Phase 0 runs as phase 1", "write phase:1");
            return "1";
        }

        if (value.Value is not ("1" or "2" or "3" or "4" or "5") && !Choice.IsOneOf(value.Value, "request", "response", "logging")) Refuse(word, value, "1 to 5, request, response or logging", faults);
        return value.Value;
    }

    private static void CheckNamespace(ActionWord word, ActionText value, FaultList faults)
    {
        var text = value.Value;
        var equals = text.IndexOf('=');
        var uri = text.AsSpan(equals + 1).Trim('\'');
        var isUri = uri.StartsWith("http://", StringComparison.Ordinal) || uri.StartsWith("https://", StringComparison.Ordinal) || uri.StartsWith("urn:", StringComparison.Ordinal);
        if (equals <= 0 || !isUri) Refuse(word, value, "a prefix and a URI, as xsd=http://www.w3.org/2001/XMLSchema", faults);
    }

    private static void CheckSeverity(ActionWord word, ActionText value, FaultList faults)
    {
        if (Numbers.TryParse(value.Value, out var number))
        {
            if (number > 7) faults.Warn(DiagnosticCode.OddActionValue, value.At, $"Severity {Quote.Short(value.Value)} is weaker than every name", "write 0 (EMERGENCY) to 7 (DEBUG)");
        }
        else if (!Choice.IsOneOf(value.Value, Severities))
        {
            Refuse(word, value, "0 to 7 or one of " + string.Join(", ", Severities), faults);
        }
    }

    private static void CheckStatus(ActionWord word, ActionText value, FaultList faults)
    {
        if (!Numbers.TryParse(value.Value, out var status)) Refuse(word, value, "a status of HTTP, as 403", faults);
        else if (status is < 100 or > 599) faults.Warn(DiagnosticCode.OddActionValue, value.At, $"{status} is not a status of HTTP", "write one from 100 to 599");
    }
}
