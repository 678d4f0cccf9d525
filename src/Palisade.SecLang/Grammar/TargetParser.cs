using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Reads the targets of a rule: <c>ARGS|!ARGS:token|&amp;REQUEST_HEADERS:Host</c>.</summary>
internal sealed class TargetParser(CookedSlice text, FaultList faults)
{
    private readonly List<TargetSyntax> _targets = [];
    private int _next;
    private bool _hasNoMorePatterns;

    public static IReadOnlyList<TargetSyntax> Parse(CookedSlice text, FaultList faults) => new TargetParser(text, faults).Parse();

    private List<TargetSyntax> Parse()
    {
        do
        {
            _next = text.SkipBlanks(_next);
            ReadTarget();
            _next = text.SkipBlanks(_next);
            if (_next < text.Length && text[_next] is not ('|' or ','))
            {
                faults.Error(DiagnosticCode.BadTarget, text.At(_next), $"Expected | between targets, found {Quote.Short(text[_next].ToString())}");
                SkipToSeparator();
            }
        }
        while (_next++ < text.Length);

        return _targets;
    }

    private void ReadTarget()
    {
        var start = _next;
        var mode = ReadMode();
        var at = text.At(_next);
        var name = ReadName();
        if (name.Length is 0)
        {
            faults.Error(DiagnosticCode.BadTarget, text.At(start), start < text.Length ? $"Expected a variable, found {Quote.Short(text[start].ToString())}" : "Expected a variable, found nothing");
            SkipToSeparator();
            return;
        }

        var word = Find(name, at);
        var selector = _next < text.Length && text[_next] is ':' or '.' ? ReadSelector(word?.Shape ?? VariableShape.Collection) : null;
        if (word is null) return;
        if (selector is not null && word.Shape is VariableShape.Scalar)
        {
            faults.Error(DiagnosticCode.SelectorOnScalar, selector.At, $"{word.Name} holds one value and takes no selector", $"write {word.Name} alone");
        }
        else
        {
            _targets.Add(new TargetSyntax(text.At(start), mode, word.Name, selector));
        }
    }

    private TargetMode ReadMode()
    {
        var mode = TargetMode.Value;
        if (_next < text.Length && text[_next] is '!' or '&')
        {
            mode = text[_next++] is '!' ? TargetMode.Exclude : TargetMode.Count;
            _next = text.SkipBlanks(_next);
        }

        return mode;
    }

    private string ReadName()
    {
        var start = _next;
        while (_next < text.Length && Chars.IsWord(text[_next])) _next++;
        return text.Slice(start, _next).ToString();
    }

    private VariableWord? Find(string name, Place at)
    {
        if (!Vocabulary.Variables.TryGet(name, out var word))
        {
            faults.Error(DiagnosticCode.UnknownVariable, at, $"There is no variable {Quote.Short(name)}", Quote.Suggest(Vocabulary.Variables.Nearest(name)));
        }
        else if (word.Status is WordStatus.Refused)
        {
            faults.Error(DiagnosticCode.RefusedVariable, at, $"Variable {word.Name} is not supported", word.Hint);
            return null;
        }

        return word;
    }

    private SelectorSyntax? ReadSelector(VariableShape shape)
    {
        var start = ++_next;
        if (_next < text.Length && text[_next] is '\'') return ReadQuoted(shape);
        if (shape is VariableShape.Collection && PatternEnd(start) is var end and > 0)
        {
            _next = end + 1;
            return new SelectorSyntax(text.At(start + 1), SelectorKind.Pattern, text.Slice(start + 1, end).ToString());
        }

        SkipToSeparator();
        return Checked(new SelectorSyntax(text.At(start), KindOf(shape), text.Slice(start, _next).Trim().ToString()));
    }

    private SelectorSyntax? ReadQuoted(VariableShape shape)
    {
        var open = _next;
        var close = text.ClosingQuote(open);
        if (close < 0)
        {
            faults.Error(DiagnosticCode.BadTarget, text.At(open), "The quote ' of the selector has no end");
            _next = text.Length;
            return null;
        }

        _next = close + 1;
        var inner = text.Slice(open + 1, close).Unescape('\'');
        return shape is VariableShape.Collection && inner.Length > 2 && inner[0] is '/' && inner[^1] is '/'
            ? new SelectorSyntax(text.At(open + 2), SelectorKind.Pattern, inner[1..^1])
            : Checked(new SelectorSyntax(text.At(open + 1), KindOf(shape), inner));
    }

    private SelectorSyntax? Checked(SelectorSyntax selector)
    {
        if (selector.Text.Length > 0) return selector;
        faults.Error(DiagnosticCode.BadTarget, selector.At, "The selector is empty", "name a key, or remove the colon");
        return null;
    }

    /// <summary>
    /// The slash that ends a pattern: one behind which the target ends. Others belong to the pattern, as do separators
    /// in it. A selector with only one slash is a key that starts with it. 0 when there is none.
    /// </summary>
    private int PatternEnd(int start)
    {
        if (_hasNoMorePatterns || start >= text.Length || text[start] is not '/') return 0;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] is '\\') i++;
            else if (text[i] is '/' && i > start + 1 && (i + 1 == text.Length || text[i + 1] is '|' or ',' || Chars.IsBlank(text[i + 1]))) return i;
        }

        // Nor would a search from further behind find one: without this, a list of lone slashes costs the square of its length.
        _hasNoMorePatterns = true;
        return 0;
    }

    private void SkipToSeparator()
    {
        while (_next < text.Length && text[_next] is not ('|' or ',')) _next++;
    }

    private static SelectorKind KindOf(VariableShape shape) => shape is VariableShape.XPath ? SelectorKind.XPath : SelectorKind.Key;
}
