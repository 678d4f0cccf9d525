namespace Palisade.SecLang.Lexing;

/// <summary>Cuts a file into directives and their arguments, as Apache and ModSecurity do.</summary>
/// <remarks>
/// A directive is a line; a backslash at the end of a line continues it, within quotes too, and the blanks at the
/// start of the next line are left out. A quote without end is reported where it starts and reading goes on with the
/// next line, so that one fault does not hide those after it. Every byte is looked at a bounded number of times.
/// </remarks>
internal sealed class DirectiveReader(SourceText source, FaultList faults)
{
    private readonly string _text = source.Text;
    private int _next = source.Start;
    private int _lastBlankFault = -1;

    /// <summary>The next directive, or null at the end of the file or of the faults that are reported.</summary>
    public RawDirective? Read()
    {
        while (!faults.IsFull)
        {
            _next = SkipBlanks(_next);
            if (_next >= _text.Length) return null;
            if (_text[_next] is '#') SkipComment();
            else if (LineEnd(_next) is var end and > 0) _next = end;
            else if (Continuation(_next) is var next and >= 0) _next = next;
            else return ReadDirective();
        }

        return null;
    }

    private RawDirective ReadDirective()
    {
        var start = _next;
        while (_next < _text.Length && !Chars.IsBlank(_text[_next]) && _text[_next] is not ('\n' or '"') && Continuation(_next) < 0) _next++;
        if (_next == start) return Orphan(start);

        var name = _text[start.._next];
        var arguments = new List<CookedText>();
        while (NextArgument(name, arguments.Count))
        {
            if (ReadArgument(name, arguments.Count) is { } argument) arguments.Add(argument);
            else return Broken(start, name, arguments);
        }

        return new RawDirective(source.At(start), name, arguments, Broken: false);
    }

    /// <summary>A line that starts with a quote belongs to a rule before it, whose backslash is missing; so do the lines that continue it.</summary>
    private RawDirective Orphan(int start)
    {
        var end = _text.IndexOf('\n', start);
        _next = end < 0 ? _text.Length : end + 1;
        return Broken(start, _text[start..(end < 0 ? _text.Length : end)], []);
    }

    /// <summary>What follows a quote without end are often the other lines of the same rule: they are not directives of their own.</summary>
    private RawDirective Broken(int start, string name, List<CookedText> arguments)
    {
        while (_next < _text.Length)
        {
            var word = SkipBlanks(_next);
            if (word >= _text.Length || LineEnd(word) > 0 || _text[word] is '#') break;
            if (StartsWith(word, "Sec") || StartsWith(word, "Include") || (word == _next && _text[word] is not '"')) break;
            var end = _text.IndexOf('\n', word);
            _next = end < 0 ? _text.Length : end + 1;
        }

        return new RawDirective(source.At(start), name, arguments, Broken: true);
    }

    /// <summary>Moves to the next argument. False at the end of the directive, which then lies behind us.</summary>
    private bool NextArgument(string name, int count)
    {
        while (true)
        {
            _next = SkipBlanks(_next);
            if (_next >= _text.Length) return false;
            if (LineEnd(_next) is var end and > 0)
            {
                _next = end;
                return count is 2 && name.Equals("SecRule", StringComparison.OrdinalIgnoreCase) && QuoteFollows();
            }

            if (Continuation(_next) is var next and >= 0) _next = next;
            else return true;
        }
    }

    /// <summary>ModSecurity v3 reads the actions of a rule from the next line even if no backslash announces it.</summary>
    private bool QuoteFollows()
    {
        var next = SkipBlanks(_next);
        if (next >= _text.Length || _text[next] is not '"') return false;
        _next = next;
        return true;
    }

    private CookedText? ReadArgument(string name, int index) => _text[_next] switch
    {
        '"' => ReadQuoted('"', Quoting.Double),
        '\'' => ReadQuoted('\'', Quoting.Single),
        '`' when name.Equals("SecDataset", StringComparison.OrdinalIgnoreCase) => ReadBackquoted(),
        _ => ReadBare(isFirst: index is 0),
    };

    private CookedText? ReadQuoted(char quote, Quoting quoting)
    {
        var open = _next++;
        var text = new CookedTextBuilder(source);
        var run = _next;
        while (true)
        {
            var at = _text.AsSpan(_next).IndexOfAny(quote, '\\', '\n');
            _next = at < 0 ? _text.Length : _next + at;
            if (at < 0 || _text[_next] is '\n') return Unterminated(open, quote, Math.Min(_next + 1, _text.Length));
            if (_text[_next] == quote)
            {
                text.Take(run, _next++);
                return text.Build(quoting, open + 1);
            }

            if (Continuation(_next) is var next and >= 0)
            {
                text.Take(run, _next);
                run = _next = next;
            }
            else
            {
                Escape(quote, text, ref run);
            }
        }
    }

    /// <summary>A backslash before the quote disappears; a pair of backslashes stays and protects nothing.</summary>
    private void Escape(char quote, CookedTextBuilder text, ref int run)
    {
        var escaped = _next + 1 < _text.Length ? _text[_next + 1] : '\0';
        if (escaped == quote)
        {
            text.Take(run, _next);
            run = _next + 1;
            _next += 2;
        }
        else
        {
            // The second of a pair may itself continue the line.
            _next += escaped is '\\' && Continuation(_next + 1) < 0 ? 2 : 1;
        }
    }

    private CookedText? ReadBackquoted()
    {
        var open = _next++;
        var close = _text.IndexOf('`', _next);
        if (close < 0)
        {
            var line = _text.IndexOf('\n', _next);
            return Unterminated(open, '`', line < 0 ? _text.Length : line + 1);
        }

        var text = new CookedTextBuilder(source);
        text.Take(_next, close);
        _next = close + 1;
        return text.Build(Quoting.Back, open + 1);
    }

    private CookedText? Unterminated(int open, char quote, int resume)
    {
        faults.Error(DiagnosticCode.UnterminatedQuote, source.At(open), $"The quote {quote} has no end on its line", "close it, or end the line with a backslash");
        _next = resume;
        return null;
    }

    /// <param name="isFirst">The first argument ends at a double quote, as in ModSecurity v3: <c>SecRule ARGS"@rx a"</c>.</param>
    private CookedText ReadBare(bool isFirst)
    {
        var start = _next;
        var run = _next;
        var text = new CookedTextBuilder(source);
        while (_next < _text.Length && !Chars.IsBlank(_text[_next]) && _text[_next] is not '\n' && !(isFirst && _text[_next] is '"'))
        {
            if (Continuation(_next) is var next and >= 0)
            {
                // A list that breaks behind its separator goes on in the next line.
                text.Take(run, _next);
                run = _next = next;
                if (text.Last is not ('|' or ',')) break;
            }
            else
            {
                _next = _text[_next] is '\'' && _next > start && _text[_next - 1] is ':' && ClosingQuote(_next) is var close and > 0 ? close + 1 : _next + 1;
            }
        }

        text.Take(run, _next);
        return text.Build(Quoting.Bare, start);
    }

    /// <summary>In a bare argument blanks may stand in single quotes behind a colon: <c>ARGS:'two words'</c>. 0 when the quote has no end on the line.</summary>
    private int ClosingQuote(int open)
    {
        for (var i = open + 1; i < _text.Length && _text[i] is not '\n'; i++)
        {
            if (_text[i] is '\\') i++;
            else if (_text[i] is '\'') return i;
        }

        return 0;
    }

    /// <summary>Behind the comment. As in ModSecurity v3, a rule that is commented out takes its continuation lines with it.</summary>
    private void SkipComment()
    {
        var word = SkipBlanks(_next + 1);
        var isRule = StartsWith(word, "SecRule") || StartsWith(word, "SecAction");
        do
        {
            var end = _text.IndexOf('\n', _next);
            var continues = isRule && end > 0 && _text.AsSpan(_next, end - _next).TrimEnd("\r \t").EndsWith('\\');
            _next = end < 0 ? _text.Length : end + 1;
            if (!continues) return;
        }
        while (_next < _text.Length);
    }

    private bool StartsWith(int at, string word) => string.Compare(_text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) is 0;

    /// <summary>Behind a backslash, the end of its line and the blanks of the next one; -1 when this is no continuation.</summary>
    private int Continuation(int at)
    {
        if (_text[at] is not '\\') return -1;
        if (at + 1 == _text.Length) return _text.Length;
        var end = LineEnd(at + 1);
        if (end is 0) end = LateLineEnd(at + 1);
        return end is 0 ? -1 : SkipBlanks(end);
    }

    /// <summary>Behind blanks and a line end; 0 when something else follows. The fault is reported once, the line continues all the same.</summary>
    private int LateLineEnd(int at)
    {
        var blanks = SkipBlanks(at);
        if (blanks == at || LineEnd(blanks) is not (var end and > 0)) return 0;
        if (at > _lastBlankFault) faults.Error(DiagnosticCode.BlankAfterBackslash, source.At(at), "Blanks follow the backslash at the end of the line", "remove them: only a backslash at the very end continues a line");
        _lastBlankFault = at;
        return end;
    }

    /// <summary>Behind the line end at this offset; 0 when there is none.</summary>
    private int LineEnd(int at)
    {
        if (at < _text.Length && _text[at] is '\n') return at + 1;
        return at + 1 < _text.Length && _text[at] is '\r' && _text[at + 1] is '\n' ? at + 2 : 0;
    }

    private int SkipBlanks(int at)
    {
        while (at < _text.Length && Chars.IsBlank(_text[at]) && LineEnd(at) is 0) at++;
        return at;
    }
}
