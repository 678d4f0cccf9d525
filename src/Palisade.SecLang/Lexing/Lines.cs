namespace Palisade.SecLang.Lexing;

/// <summary>Where lines of a file end and where they go on.</summary>
internal sealed class Lines(SourceText source, FaultList faults)
{
    private readonly string _text = source.Text;
    private int _lastBlankFault = -1;

    /// <summary>Behind a backslash, the end of its line and the blanks of the next one; -1 when this is no continuation.</summary>
    public int Continuation(int at)
    {
        if (_text[at] is not '\\') return -1;
        if (at + 1 == _text.Length) return _text.Length;
        var end = LineEnd(at + 1);
        if (end is 0) end = LateLineEnd(at + 1);
        return end is 0 ? -1 : SkipBlanks(end);
    }

    /// <summary>Behind the line end at this offset; 0 when there is none.</summary>
    public int LineEnd(int at)
    {
        if (at < _text.Length && _text[at] is '\n') return at + 1;
        return at + 1 < _text.Length && _text[at] is '\r' && _text[at + 1] is '\n' ? at + 2 : 0;
    }

    /// <summary>The next offset that is no blank; a line end is none.</summary>
    public int SkipBlanks(int at)
    {
        while (at < _text.Length && Chars.IsBlank(_text[at]) && LineEnd(at) is 0) at++;
        return at;
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
}
