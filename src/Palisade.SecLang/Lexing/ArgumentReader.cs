namespace Palisade.SecLang.Lexing;

/// <summary>Reads the arguments of directives: bare, quoted or in backquotes.</summary>
internal sealed class ArgumentReader(SourceText source, Lines lines, FaultList faults)
{
    private readonly string _text = source.Text;
    private int _next;

    /// <summary>Reads the argument that starts at an offset, and moves the offset behind it.</summary>
    /// <param name="isFirst">The first argument ends at a double quote, as in ModSecurity v3: <c>SecRule ARGS"@rx a"</c>.</param>
    /// <param name="takesLines">Whether backquotes may hold lines.</param>
    /// <returns>Null when a quote has no end; the offset is then that of the next line.</returns>
    public CookedText? Read(ref int next, bool isFirst, bool takesLines)
    {
        _next = next;
        var argument = _text[_next] switch
        {
            '"' => ReadQuoted('"', Quoting.Double),
            '\'' => ReadQuoted('\'', Quoting.Single),
            '`' when takesLines => ReadBackquoted(),
            _ => ReadBare(isFirst),
        };
        next = _next;
        return argument;
    }

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

            if (lines.Continuation(_next) is var next and >= 0)
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
            _next += escaped is '\\' && lines.Continuation(_next + 1) < 0 ? 2 : 1;
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

    private CookedText ReadBare(bool isFirst)
    {
        var start = _next;
        var run = _next;
        var text = new CookedTextBuilder(source);
        while (_next < _text.Length && !Chars.IsBlank(_text[_next]) && _text[_next] is not '\n' && !(isFirst && _text[_next] is '"'))
        {
            if (lines.Continuation(_next) is var next and >= 0)
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
}
