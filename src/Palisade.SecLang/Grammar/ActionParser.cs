using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Reads a list of actions: <c>id:1,phase:2,t:none,msg:'Commas, in quotes',deny</c>.</summary>
internal sealed class ActionParser(CookedSlice text, FaultList faults)
{
    private readonly List<ActionSyntax> _actions = [];
    private int _next;

    public static IReadOnlyList<ActionSyntax> Parse(CookedText list, FaultList faults) => new ActionParser(CookedSlice.Of(list), faults).Parse();

    private List<ActionSyntax> Parse()
    {
        _next = text.SkipBlanks(0);
        if (_next == text.Length) return _actions; // "" is an empty list, which a chain link may have

        do
        {
            if (faults.IsFull) break;
            _next = text.SkipBlanks(_next);
            ReadAction();
        }
        while (_next++ < text.Length);

        return _actions;
    }

    private void ReadAction()
    {
        var start = _next;
        while (_next < text.Length && text[_next] is not (':' or ',')) _next++;
        var name = text.Slice(start, _next).Trim().ToString();
        if (name.Length is 0)
        {
            faults.Error(DiagnosticCode.BadActionList, text.At(start), "Expected an action, found nothing", "remove the comma");
            SkipToComma();
            return;
        }

        var colon = _next;
        var value = _next < text.Length && text[_next] is ':' ? ReadValue() : null;
        if (!Vocabulary.Actions.TryGet(name, out var word))
        {
            var hint = name[0] is '#' ? "a comment cannot stand inside a rule: continued lines are one line" : Quote.Suggest(Vocabulary.Actions.Nearest(name));
            faults.Error(DiagnosticCode.UnknownAction, text.At(start), $"There is no action {Quote.Short(name)}", hint);
        }
        else if (word.Status is WordStatus.Refused)
        {
            faults.Error(DiagnosticCode.RefusedAction, text.At(start), $"Action {word.Name} is not supported", word.Hint);
        }
        else
        {
            var at = text.At(start);
            _actions.Add(new ActionSyntax(at, word.Name, ActionValueCheck.Run(word, value, at, faults), value?.At ?? text.At(colon)));
        }
    }

    private ActionText? ReadValue()
    {
        var start = text.SkipBlanks(_next + 1);
        if (start < text.Length && text[start] is '\'' or '"') return ReadQuoted(start);

        _next = start;
        while (_next < text.Length && text[_next] is not ',')
        {
            _next = text[_next] is '=' && _next + 1 < text.Length && text[_next + 1] is '\'' ? BehindQuote(_next + 1) : _next + 1;
        }

        var slice = text.Slice(start, Math.Max(start, _next)).Trim();
        return new ActionText(slice, slice.ToString());
    }

    private ActionText ReadQuoted(int open)
    {
        var close = text.ClosingQuote(open);
        if (close < 0)
        {
            faults.Error(DiagnosticCode.BadActionList, text.At(open), $"The quote {text[open]} has no end", "close it before the end of the actions");
            _next = text.Length;
            return new ActionText(text.Slice(open + 1, text.Length), text.Slice(open + 1, text.Length).ToString());
        }

        var inner = text.Slice(open + 1, close);
        _next = text.SkipBlanks(close + 1);
        if (_next < text.Length && text[_next] is not ',')
        {
            faults.Error(DiagnosticCode.BadActionList, text.At(_next), $"Expected a comma behind the quoted value, found {Quote.Short(text[_next].ToString())}", "write \\' for a quote inside a quoted value");
            SkipToComma();
        }

        return new ActionText(inner, inner.Unescape(text[open]));
    }

    /// <summary>
    /// Quotes behind an equals sign protect commas and belong to the value: <c>setvar:tx.a='b,c'</c>. Only when they
    /// end where the value ends; else the quote is a byte like others.
    /// </summary>
    private int BehindQuote(int open)
    {
        var close = text.ClosingQuote(open);
        if (close < 0) return open + 1;
        var after = text.SkipBlanks(close + 1);
        return after == text.Length || text[after] is ',' ? close + 1 : open + 1;
    }

    private void SkipToComma()
    {
        while (_next < text.Length && text[_next] is not ',') _next++;
    }
}
