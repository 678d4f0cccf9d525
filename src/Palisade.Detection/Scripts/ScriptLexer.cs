namespace Palisade.Detection.Scripts;

/// <summary>Cuts a value into the tokens of JavaScript, on demand and in one pass (ECMA-262, section 12).</summary>
internal ref struct ScriptLexer
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;

    public ScriptLexer(ReadOnlySpan<byte> text, int start)
    {
        _text = text;
        _at = start;
    }

    /// <summary>True when a comment runs to the end of the value: what the page has behind it is cut off.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The next token.</summary>
    /// <param name="operand">True where an operand can stand: a slash starts a regular expression there.</param>
    public ScriptToken Read(bool operand)
    {
        var afterLine = SkipBlanks();
        if (_at >= _text.Length) return new(ScriptTokenKind.End, _text.Length, _text.Length, AfterLine: afterLine);
        var token = ReadHere(_text[_at], operand);
        _at = token.End;
        return token with { AfterLine = afterLine };
    }

    private readonly byte Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : (byte)0;

    private bool SkipBlanks()
    {
        var sawLine = false;
        while (_at < _text.Length)
        {
            var b = _text[_at];
            if (b is (byte)'\n' or (byte)'\r') sawLine = true;
            if (b is (byte)' ' or (>= 0x09 and <= 0x0D) or 0) _at++;
            else if (b == '/' && Peek(1) == '*') SkipBlock();
            else if ((b == '/' && Peek(1) == '/') || (b == '<' && _text[_at..].StartsWith("<!--"u8))) SkipLine();
            else break;
        }

        return sawLine;
    }

    private void SkipBlock()
    {
        var close = _text[(_at + 2)..].IndexOf("*/"u8);
        IsCut |= close < 0;
        _at = close < 0 ? _text.Length : _at + close + 4;
    }

    private void SkipLine()
    {
        var end = _text[_at..].IndexOfAny((byte)'\n', (byte)'\r');
        IsCut |= end < 0;
        _at = end < 0 ? _text.Length : _at + end;
    }

    private readonly ScriptToken ReadHere(byte b, bool operand) => b switch
    {
        (byte)'\'' or (byte)'"' => ReadText(b, ScriptTokenKind.Text),
        (byte)'`' => ReadText(b, ScriptTokenKind.Template),
        _ when ScriptBytes.StartsName(b) => new(ScriptTokenKind.Name, _at, NameEnd(_at)),
        >= (byte)'0' and <= (byte)'9' => new(ScriptTokenKind.Number, _at, NumberEnd(_at)),
        (byte)'.' when ScriptBytes.IsDigit(Peek(1)) => new(ScriptTokenKind.Number, _at, NumberEnd(_at)),
        (byte)'/' when operand => ReadPattern(),
        (byte)'.' => ReadDots(),
        (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)',' or (byte)';' or (byte)':' or (byte)'~' => Sign(b, 1),
        (byte)'?' when Peek(1) == '.' => Sign((byte)'.', 2),
        (byte)'=' or (byte)'+' or (byte)'-' or (byte)'*' or (byte)'/' or (byte)'%' or (byte)'&' or (byte)'|' or (byte)'^' or (byte)'<' or (byte)'>' or (byte)'!' or (byte)'?' => ReadOperator(b),
        _ => new(ScriptTokenKind.Other, _at, _at + 1),
    };

    private readonly ScriptToken Sign(byte sign, int length, bool assigns = false) => new(ScriptTokenKind.Sign, _at, _at + length, sign, assigns);

    private readonly int NameEnd(int at)
    {
        while (at < _text.Length && (ScriptBytes.StartsName(_text[at]) || ScriptBytes.IsDigit(_text[at]))) at++;
        return at;
    }

    private readonly int NumberEnd(int at)
    {
        while (at < _text.Length && (ScriptBytes.StartsName(_text[at]) || ScriptBytes.IsDigit(_text[at]) || _text[at] == '.')) at++;
        return at;
    }

    private readonly ScriptToken ReadDots() => Peek(1) == '.' && Peek(2) == '.' ? Sign((byte)'~', 3) : Sign((byte)'.', 1);

    // "==", "=>", "<=" and "!=" compare; "=", "+=", "||=" and their like assign.
    private readonly ScriptToken ReadOperator(byte b)
    {
        var length = 1;
        while (length < 3 && Peek(length) == b && b is not ((byte)'!' or (byte)'/' or (byte)'%' or (byte)'^')) length++;
        if (b == '=') return length == 1 && Peek(1) == '>' ? Sign((byte)'>', 2) : Sign(b, length, assigns: length == 1);
        if (Peek(length) != '=') return Sign(b, length);
        return Sign(b, length + 1, assigns: b != '!' && (length > 1 || b is not ((byte)'<' or (byte)'>')));
    }

    private readonly ScriptToken ReadText(byte quote, ScriptTokenKind kind)
    {
        var end = ScriptBytes.TextEnd(_text, _at + 1, quote);
        return end < 0 ? new(ScriptTokenKind.OpenText, _at, _text.Length) : new(kind, _at, end);
    }

    private readonly ScriptToken ReadPattern()
    {
        var line = _text[_at..];
        var at = 1;
        while (at < line.Length && line[at] is not ((byte)'/' or (byte)'\n' or (byte)'\r')) at += line[at] == '\\' ? 2 : 1;
        return at < line.Length && line[at] == '/' && at > 1 ? new(ScriptTokenKind.Pattern, _at, NameEnd(_at + at + 1)) : Sign((byte)'/', 1);
    }
}
