namespace Palisade.Ftw.Templates;

/// <summary>Cuts a template into tokens. Characters are bytes, widened.</summary>
internal sealed class TemplateLexer
{
    private const string Blanks = " \t\r\n";

    private readonly string _source;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;

    private TemplateLexer(string source) => _source = source;

    /// <summary>All tokens, the last one being <see cref="TemplateTokenKind.End"/>.</summary>
    public static IReadOnlyList<TemplateToken> Read(string source)
    {
        var lexer = new TemplateLexer(source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        var trimNext = false;
        while (true)
        {
            var open = _source.IndexOf("{{", _at, StringComparison.Ordinal);
            var text = open < 0 ? _source[_at..] : _source[_at..open];
            if (trimNext) text = text.TrimStart(Blanks.ToCharArray());
            if (open < 0)
            {
                Add(TemplateTokenKind.Text, text);
                Add(TemplateTokenKind.End, "the end");
                return;
            }

            _at = open + 2;
            // A minus with a blank behind it trims; {{-3}} is a number.
            if (_at + 1 < _source.Length && _source[_at] == '-' && Blanks.Contains(_source[_at + 1]))
            {
                text = text.TrimEnd(Blanks.ToCharArray());
                _at += 2;
            }

            Add(TemplateTokenKind.Text, text);
            trimNext = IsComment() ? SkipComment() : ReadAction();
        }
    }

    private bool IsComment() => string.CompareOrdinal(_source, _at, "/*", 0, 2) == 0;

    private bool SkipComment()
    {
        var end = _source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0) throw new TemplateFaultException("a comment does not end");

        _at = end + 2;
        return TryClose(SkipBlanks()) ?? throw new TemplateFaultException("a comment must fill its action");
    }

    // Reads up to the closing braces; says whether they trim the text behind them.
    private bool ReadAction()
    {
        Add(TemplateTokenKind.Open, "{{");
        while (true)
        {
            var apart = SkipBlanks();
            if (_at >= _source.Length) throw new TemplateFaultException("an action does not end");
            if (TryClose(apart) is { } trims)
            {
                Add(TemplateTokenKind.Close, "}}");
                return trims;
            }

            ReadToken(apart);
        }
    }

    private bool SkipBlanks()
    {
        var start = _at;
        while (_at < _source.Length && Blanks.Contains(_source[_at])) _at++;
        return _at > start;
    }

    private bool? TryClose(bool apart)
    {
        if (apart && string.CompareOrdinal(_source, _at, "-}}", 0, 3) == 0)
        {
            _at += 3;
            return true;
        }

        if (string.CompareOrdinal(_source, _at, "}}", 0, 2) != 0) return null;
        _at += 2;
        return false;
    }

    private void ReadToken(bool apart)
    {
        var c = _source[_at];
        switch (c)
        {
            case '"' or '\'' or '`':
                var (value, next) = GoLiteral.Read(_source, _at);
                Add(TemplateTokenKind.Literal, _source[_at..next], apart, value);
                _at = next;
                return;
            case ':' when Peek(1) == '=':
                Take(TemplateTokenKind.Sign, 2, apart);
                return;
            case '|' or '(' or ')' or ',' or '=':
                Take(TemplateTokenKind.Sign, 1, apart);
                return;
            case '$':
                Take(TemplateTokenKind.Variable, 1 + WordLength(1), apart);
                return;
            case '.' when WordLength(1) > 0 && !char.IsAsciiDigit(Peek(1)):
                Take(TemplateTokenKind.Field, 1 + WordLength(1), apart);
                return;
            case '.' when !char.IsAsciiDigit(Peek(1)):
                Take(TemplateTokenKind.Sign, 1, apart);
                return;
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                ReadNumber(apart);
                return;
            default:
                if (WordLength(0) == 0) throw new TemplateFaultException($"unexpected '{c}' in an action");
                Take(TemplateTokenKind.Word, WordLength(0), apart);
                return;
        }
    }

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private int WordLength(int skip)
    {
        var length = 0;
        while (Peek(skip + length) is var c && (char.IsAsciiLetterOrDigit(c) || c is '_' or >= '\x80')) length++;
        return length;
    }

    private void ReadNumber(bool apart)
    {
        var length = 1;
        while (Peek(length) is var c && (char.IsAsciiLetterOrDigit(c) || c is '.' or '_' || (c is '+' or '-' && Peek(length - 1) is 'e' or 'E'))) length++;

        var text = _source.Substring(_at, length);
        Add(TemplateTokenKind.Literal, text, apart, GoLiteral.Number(text) ?? throw new TemplateFaultException($"'{text}' is not a number"));
        _at += length;
    }

    private void Take(TemplateTokenKind kind, int length, bool apart)
    {
        Add(kind, _source.Substring(_at, length), apart);
        _at += length;
    }

    private void Add(TemplateTokenKind kind, string text, bool apart = false, object? value = null)
    {
        if (kind != TemplateTokenKind.Text || text.Length > 0) _tokens.Add(new(kind, text, value, apart));
    }
}
