namespace Palisade.Detection.Sql;

/// <content>What stands between tokens: blanks and comments.</content>
internal ref partial struct SqlLexer
{
    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            var blank = SqlBytes.BlankLength(_text, _at);
            if (blank > 0) _at += blank;
            else if (!SkipComment() && !SkipPlus()) return;
        }
    }

    // "1+union+select+2": a form's blank that nothing decoded. Before these words a plus sign is no operator.
    private bool SkipPlus()
    {
        if (_text[_at] != '+' || !SqlBytes.IsLetter(Peek(1))) return false;
        if (!SqlReserved.IsConnecting(SqlVocabulary.Find(_text[(_at + 1)..WordEnd(_at + 1)]).Keyword)) return false;
        _at++;
        return true;
    }

    private bool SkipComment() => _text[_at] switch
    {
        (byte)'-' when Peek(1) == '-' => SkipDashes(),
        (byte)'#' => SkipHash(),
        (byte)'/' when Peek(1) == '*' => SkipBlock(),
        (byte)'*' when _versioned > 0 && Peek(1) == '/' => CloseVersioned(),
        _ => false,
    };

    private bool SkipDashes()
    {
        var blankFollows = _at + 2 >= _text.Length || SqlBytes.BlankLength(_text, _at + 2) > 0;
        if (!blankFollows)
        {
            IsAmbiguous = true;
            if (_dialect != SqlDialect.Standard) return false;
        }

        SkipLine();
        return true;
    }

    private bool SkipHash()
    {
        IsAmbiguous = true;
        if (_dialect == SqlDialect.Standard && _text.Length - _at > LongestHashTail) return false;
        SkipLine();
        return true;
    }

    private void SkipLine()
    {
        var length = _text[_at..].IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            Cut();
            return;
        }

        SawComment = true;
        _at += length;
    }

    private bool SkipBlock()
    {
        if (Peek(2) == '!')
        {
            IsAmbiguous = true;
            if (_dialect != SqlDialect.Standard) return OpenVersioned();
        }

        var length = _text[(_at + 2)..].IndexOf("*/"u8);
        if (length < 0)
        {
            Cut();
            return true;
        }

        SawComment = true;
        _at += length + 4;
        return true;
    }

    // "/*!50000select*/": MySQL from version 5.0.0 on runs what is inside. The version has up to six digits.
    private bool OpenVersioned()
    {
        SawDisguise = true;
        _versioned++;
        _at += 3;
        for (var digits = 0; digits < 6 && SqlBytes.IsDigit(Peek(0)); digits++) _at++;
        return true;
    }

    private bool CloseVersioned()
    {
        _versioned--;
        _at += 2;
        return true;
    }

    private void Cut()
    {
        CutAt = _at;
        _at = _text.Length;
    }
}
