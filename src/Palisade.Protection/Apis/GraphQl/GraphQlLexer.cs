namespace Palisade.Protection.Apis.GraphQl;

/// <summary>The kinds of tokens of the query language (GraphQL, October 2021, section 2.1).</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>One of <c>! $ &amp; ( ) : = @ [ ] { | }</c>, or three points.</summary>
    Mark,

    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A number with a fraction or an exponent.</summary>
    Float,

    /// <summary>A string or a block string.</summary>
    Text,

    /// <summary>What is none of these.</summary>
    Bad,
}

/// <summary>Cuts a query into tokens, without looking back. Any bytes.</summary>
internal ref struct GraphQlLexer(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _next;

    /// <summary>What the token is.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Where it starts.</summary>
    public int Start { get; private set; }

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Its bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _text[Start.._next];

    /// <summary>Goes to the next token.</summary>
    public void Next()
    {
        SkipIgnored();
        Start = _next;
        Count++;
        Kind = _next == _text.Length ? TokenKind.End : Read(_text[_next]);
    }

    /// <summary>Whether the token is a mark of one character.</summary>
    public readonly bool Is(char mark) => Kind is TokenKind.Mark && _text[Start] == mark;

    /// <summary>Whether the token is a name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => Kind is TokenKind.Name && Bytes.SequenceEqual(name);

    private void SkipIgnored()
    {
        if (_next == 0 && _text.StartsWith("\uFEFF"u8)) _next = 3;
        while (_next < _text.Length)
        {
            var b = _text[_next];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)',') _next++;
            else if (b == '#')
            {
                var end = _text[_next..].IndexOfAny((byte)'\n', (byte)'\r');
                _next = end < 0 ? _text.Length : _next + end;
            }
            else return;
        }
    }

    private TokenKind Read(byte first)
    {
        switch (first)
        {
            case (byte)'!' or (byte)'$' or (byte)'&' or (byte)'(' or (byte)')' or (byte)':' or (byte)'=' or (byte)'@' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'|' or (byte)'}':
                _next++;
                return TokenKind.Mark;
            case (byte)'.':
                if (!_text[_next..].StartsWith("..."u8)) return Bad();
                _next += 3;
                return TokenKind.Mark;
            case (byte)'"':
                return Text();
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return Number();
            default:
                if (!IsNameStart(first)) return Bad();
                while (_next < _text.Length && (IsNameStart(_text[_next]) || char.IsAsciiDigit((char)_text[_next]))) _next++;
                return TokenKind.Name;
        }
    }

    private TokenKind Bad()
    {
        _next++;
        return TokenKind.Bad;
    }

    private TokenKind Number()
    {
        if (_text[_next] == '-') _next++;
        var digits = Digits();
        if (digits == 0 || (digits > 1 && _text[_next - digits] == '0')) return TokenKind.Bad;
        var kind = TokenKind.Int;
        if (_next < _text.Length && _text[_next] == '.')
        {
            _next++;
            if (Digits() == 0) return TokenKind.Bad;
            kind = TokenKind.Float;
        }

        if (_next < _text.Length && _text[_next] is ((byte)'e' or (byte)'E'))
        {
            _next++;
            if (_next < _text.Length && _text[_next] is ((byte)'+' or (byte)'-')) _next++;
            if (Digits() == 0) return TokenKind.Bad;
            kind = TokenKind.Float;
        }

        // A number does not run into a name (section 2.9.1).
        return _next < _text.Length && (IsNameStart(_text[_next]) || _text[_next] == '.') ? Bad() : kind;
    }

    private int Digits()
    {
        var start = _next;
        while (_next < _text.Length && char.IsAsciiDigit((char)_text[_next])) _next++;
        return _next - start;
    }

    private TokenKind Text()
    {
        if (_text[_next..].StartsWith("\"\"\""u8)) return Block();
        for (_next++; _next < _text.Length; _next++)
        {
            switch (_text[_next])
            {
                case (byte)'"':
                    _next++;
                    return TokenKind.Text;
                case (byte)'\\':
                    _next++;
                    break;
                case (byte)'\n' or (byte)'\r':
                    return Bad();
            }
        }

        _next = _text.Length;
        return TokenKind.Bad;
    }

    private TokenKind Block()
    {
        _next += 3;
        while (true)
        {
            var quotes = _text[_next..].IndexOf("\"\"\""u8);
            if (quotes < 0)
            {
                _next = _text.Length;
                return TokenKind.Bad;
            }

            var escaped = quotes > 0 && _text[_next + quotes - 1] == '\\';
            _next += quotes + 3;
            if (!escaped) return TokenKind.Text;
        }
    }

    private static bool IsNameStart(byte b) => b == '_' || char.IsAsciiLetter((char)b);
}
