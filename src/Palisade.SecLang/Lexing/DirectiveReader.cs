namespace Palisade.SecLang.Lexing;

/// <summary>Cuts a file into directives and their arguments, as Apache and ModSecurity do.</summary>
/// <remarks>
/// A directive is a line; a backslash at the end of a line continues it, within quotes too, and the blanks at the
/// start of the next line are left out. A quote without end is reported where it starts and reading goes on with the
/// next line, so that one fault does not hide those after it. Every byte is looked at a bounded number of times.
/// </remarks>
internal sealed class DirectiveReader
{
    private readonly SourceText _source;
    private readonly FaultList _faults;
    private readonly Lines _lines;
    private readonly ArgumentReader _arguments;
    private readonly string _text;
    private int _next;

    public DirectiveReader(SourceText source, FaultList faults)
    {
        (_source, _faults, _text, _next) = (source, faults, source.Text, source.Start);
        _lines = new Lines(source, faults);
        _arguments = new ArgumentReader(source, _lines, faults);
    }

    /// <summary>The next directive, or null at the end of the file or of the faults that are reported.</summary>
    public RawDirective? Read()
    {
        while (!_faults.IsFull)
        {
            _next = _lines.SkipBlanks(_next);
            if (_next >= _text.Length) return null;
            if (_text[_next] is '#') SkipComment();
            else if (_lines.LineEnd(_next) is var end and > 0) _next = end;
            else if (_lines.Continuation(_next) is var next and >= 0) _next = next;
            else return ReadDirective();
        }

        return null;
    }

    private RawDirective ReadDirective()
    {
        var start = _next;
        while (_next < _text.Length && !Chars.IsBlank(_text[_next]) && _text[_next] is not ('\n' or '"') && _lines.Continuation(_next) < 0) _next++;
        if (_next == start) return Orphan(start);

        var name = _text[start.._next];
        var takesLines = name.Equals("SecDataset", StringComparison.OrdinalIgnoreCase);
        var arguments = new List<CookedText>();
        while (NextArgument(name, arguments.Count))
        {
            if (_arguments.Read(ref _next, arguments.Count is 0, takesLines) is { } argument) arguments.Add(argument);
            else return Broken(start, name, arguments);
        }

        return new RawDirective(_source.At(start), name, arguments, Broken: false);
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
            var word = _lines.SkipBlanks(_next);
            if (word >= _text.Length || _lines.LineEnd(word) > 0 || _text[word] is '#') break;
            if (StartsWith(word, "Sec") || StartsWith(word, "Include") || (word == _next && _text[word] is not '"')) break;
            var end = _text.IndexOf('\n', word);
            _next = end < 0 ? _text.Length : end + 1;
        }

        return new RawDirective(_source.At(start), name, arguments, Broken: true);
    }

    /// <summary>Moves to the next argument. False at the end of the directive, which then lies behind us.</summary>
    private bool NextArgument(string name, int count)
    {
        while (true)
        {
            _next = _lines.SkipBlanks(_next);
            if (_next >= _text.Length) return false;
            if (_lines.LineEnd(_next) is var end and > 0)
            {
                _next = end;
                return count is 2 && name.Equals("SecRule", StringComparison.OrdinalIgnoreCase) && QuoteFollows();
            }

            if (_lines.Continuation(_next) is var next and >= 0) _next = next;
            else return true;
        }
    }

    /// <summary>ModSecurity v3 reads the actions of a rule from the next line even if no backslash announces it.</summary>
    private bool QuoteFollows()
    {
        var next = _lines.SkipBlanks(_next);
        if (next >= _text.Length || _text[next] is not '"') return false;
        _next = next;
        return true;
    }

    /// <summary>Behind the comment. As in ModSecurity v3, a rule that is commented out takes its continuation lines with it.</summary>
    private void SkipComment()
    {
        var word = _lines.SkipBlanks(_next + 1);
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
}
