namespace Palisade.Detection.Sql;

/// <summary>Cuts a value into SQL tokens, on demand and in one pass; every byte is looked at a bounded number of times.</summary>
internal ref partial struct SqlLexer
{
    // Each search for the end of a dollar quote may read to the end of the value, so their number is bounded.
    private const int MostDollarSearches = 8;

    // With no more than this behind it, '#' is no operator in any dialect but a comment of a MySQL without backslash escapes.
    private const int LongestHashTail = 8;

    private const SqlTokenKind BetweenTokens = (SqlTokenKind)byte.MaxValue;

    // What a byte is whatever stands beside it; or that a blank or a comment may begin there, or a plus sign that stands for a blank; nothing for all others.
    private static readonly SqlTokenKind[] Begins = BuildBegins();

    private readonly ReadOnlySpan<byte> _text;
    private SqlDialect _dialect;
    private int _at;
    private int _versioned;
    private int _dollarSearches;

    public SqlLexer(ReadOnlySpan<byte> text, int start, SqlDialect dialect)
    {
        _text = text;
        _at = start;
        _dialect = dialect;
    }

    /// <summary>True when a closed comment stood between tokens.</summary>
    public bool SawComment { get; private set; }

    /// <summary>True when MySQL would run what stands in a <c>/*!</c> comment, or skips a malformed <c>1.e</c>.</summary>
    public bool SawDisguise { get; private set; }

    /// <summary>True when the other family of dialects could read the value differently.</summary>
    public bool IsAmbiguous { readonly get; private set; }

    /// <summary>True when a quoted text held a backslash.</summary>
    public bool SawBackslash { readonly get; private set; }

    /// <summary>True when some other dialect could read the value differently.</summary>
    public readonly bool Differs => IsAmbiguous || SawBackslash;

    /// <summary>Where the comment starts that runs to the end of the value; -1 when none does.</summary>
    public int CutAt { get; private set; } = -1;

    /// <summary>The same place in another dialect.</summary>
    public readonly SqlLexer In(SqlDialect dialect) => this with { _dialect = dialect };

    /// <summary>The next token; <see cref="SqlTokenKind.End"/> for ever once the value is used up.</summary>
    public SqlToken Read()
    {
        if (_at < _text.Length)
        {
            var lone = SqlLoneByte.Read(_text[_at], Peek(1), _at);
            if (lone.Kind != SqlTokenKind.End)
            {
                _at++;
                return lone;
            }
        }

        return ReadAny();
    }

    /// <summary>The same, by what the token begins with.</summary>
    public SqlToken ReadAny()
    {
        while (true)
        {
            if (_at < _text.Length && Begins[_text[_at]] is BetweenTokens) SkipBlanks();
            if (_at >= _text.Length) return new SqlToken(SqlTokenKind.End, _text.Length, _text.Length);
            var start = _at;
            var token = ReadHere(_text[_at]);

            // An empty token is a disguise that a database reads as nothing.
            if (token.End > start) return token;
        }
    }

    private static SqlTokenKind[] BuildBegins()
    {
        var begins = new SqlTokenKind[byte.MaxValue + 1];
        begins.AsSpan(0, ' ' + 1).Fill(BetweenTokens);
        foreach (var b in "#*+-/\u00A0\u00C2") begins[b] = BetweenTokens;
        begins['('] = SqlTokenKind.Open;
        begins[')'] = SqlTokenKind.Close;
        begins['{'] = SqlTokenKind.OpenBrace;
        begins['}'] = SqlTokenKind.CloseBrace;
        begins[','] = SqlTokenKind.Comma;
        begins[';'] = SqlTokenKind.Semicolon;
        return begins;
    }

    private readonly byte Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : (byte)0;

    private SqlToken ReadHere(byte b) => b switch
    {
        _ when Begins[b] is var kind and not (SqlTokenKind.End or BetweenTokens) => Take(kind, 1),
        _ when SqlBytes.StartsWord(b) => ReadWord(),
        >= (byte)'0' and <= (byte)'9' => ReadNumber(),
        (byte)'.' when SqlBytes.IsDigit(Peek(1)) => ReadNumber(),
        (byte)'\'' or (byte)'"' => ReadText(b, _at),
        (byte)'`' => ReadQuotedName(),
        (byte)'[' => ReadBracketedName(),
        (byte)'@' when Peek(1) == '>' => Take(SqlTokenKind.Comparison, 2),
        (byte)'@' => ReadVariable(),
        (byte)'$' => ReadDollar(),
        (byte)'\\' when Peek(1) is (byte)'N' => Take(SqlTokenKind.Number, 2),
        _ => ReadOperator(b),
    };

    private SqlToken Take(SqlTokenKind kind, int length)
    {
        var start = _at;
        _at = Math.Min(start + length, _text.Length);
        return new SqlToken(kind, start, _at);
    }

    private SqlToken TakeTo(SqlTokenKind kind, int start, int end, SqlWord word = default)
    {
        _at = end;
        return new SqlToken(kind, start, end, word);
    }
}
