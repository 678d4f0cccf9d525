using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Checks the actions that name a collection: <c>setvar</c>, <c>expirevar</c> and <c>initcol</c>.</summary>
internal static class CollectionCheck
{
    public static void Run(ActionWord word, ActionText value, FaultList faults)
    {
        MacroCheck.Run(value.Raw, DiagnosticSeverity.Error, faults);
        var text = value.Value;
        var start = word.Value is ActionValue.Assignment && text[0] is '!' ? 1 : 0;
        var end = start;
        while (end < text.Length && Chars.IsWord(text[end])) end++;

        if (!IsKnown(text[start..end], word, value.AtIndex(start), faults)) return;
        if (word.Value is ActionValue.CollectionKey) CheckKey(word, value, end, faults);
        else CheckElement(word, value, end, faults);
    }

    private static bool IsKnown(string name, ActionWord word, Place at, FaultList faults)
    {
        var known = Vocabulary.Variables.TryGet(name, out var variable);
        if (known && (word.Value is ActionValue.Assignment ? variable!.Writable : variable!.Persistent)) return true;

        var names = string.Join(", ", Vocabulary.Variables.All.Where(v => v.Persistent || (v.Writable && word.Value is ActionValue.Assignment)).Select(v => v.Name));
        if (known && word.Value is ActionValue.Expiry) faults.Warn(DiagnosticCode.OddActionValue, at, $"{variable!.Name} ends with the request and does not expire", $"it is for {names}");
        else faults.Error(DiagnosticCode.BadActionValue, at, known ? $"{word.Name} cannot change {variable!.Name}" : $"There is no collection {Quote.Short(name)}", $"choose one of {names}");
        return false;
    }

    /// <summary><c>=name</c> of <c>initcol</c>.</summary>
    private static void CheckKey(ActionWord word, ActionText value, int at, FaultList faults)
    {
        if (at + 1 < value.Value.Length && value.Value[at] is '=') return;
        faults.Error(DiagnosticCode.BadActionValue, value.AtIndex(at), $"{word.Name} needs a name for its record", "write it as ip=%{REMOTE_ADDR}");
    }

    /// <summary><c>.key</c> and, for <c>expirevar</c>, <c>=seconds</c>.</summary>
    private static void CheckElement(ActionWord word, ActionText value, int at, FaultList faults)
    {
        var text = value.Value;
        var equals = text.IndexOf('=', at);
        var keyEnd = equals < 0 ? text.Length : equals;
        if (at >= text.Length || text[at] is not ('.' or ':') || at + 1 >= keyEnd)
        {
            faults.Error(DiagnosticCode.BadActionValue, value.AtIndex(at), $"{word.Name} needs a key behind the collection", $"write it as {word.Name}:{text[..at].TrimStart('!')}.key");
        }
        else if (word.Value is ActionValue.Expiry && (equals < 0 || equals + 1 == text.Length))
        {
            faults.Error(DiagnosticCode.BadActionValue, value.AtIndex(keyEnd), "expirevar needs a number of seconds", $"write it as {text[..keyEnd]}=60");
        }
    }
}
