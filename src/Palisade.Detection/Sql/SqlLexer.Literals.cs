namespace Palisade.Detection.Sql;

/// <content>Numbers and quoted texts.</content>
internal ref partial struct SqlLexer
{
    private const int ShortText = 8;

    private SqlToken ReadNumber()
    {
        var start = _at;
        if (_text[start] == '0' && (Peek(1) | 0x20) == 'x' && SqlBytes.IsHexDigit(Peek(2))) return ReadDigits(SqlBytes.IsHexDigit);
        if (_text[start] == '0' && (Peek(1) | 0x20) == 'b' && Peek(2) is (byte)'0' or (byte)'1') return ReadDigits(SqlBytes.IsDigit);
        var end = SkipDigits(start);
        if (end < _text.Length && _text[end] == '.') end = SkipDigits(end + 1);
        var afterExponent = SkipExponent(end);
        if (afterExponent == end) return ReadNumberTail(start, end);
        if (SqlBytes.IsDigit(_text[afterExponent - 1])) return TakeTo(SqlTokenKind.Number, start, afterExponent);

        // MySQL reads "1.e" without digits behind it as nothing at all before a name or a parenthesis: a disguise.
        SawDisguise = true;
        var number = TakeTo(SqlTokenKind.Number, start, afterExponent);
        return afterExponent < _text.Length ? new SqlToken(SqlTokenKind.Other, start, start) : number;
    }

    private SqlToken ReadDigits(Func<byte, bool> isDigit)
    {
        var end = _at + 2;
        while (end < _text.Length && isDigit(_text[end])) end++;
        return ReadNumberTail(_at, end);
    }

    private readonly int SkipDigits(int at)
    {
        while (at < _text.Length && SqlBytes.IsDigit(_text[at])) at++;
        return at;
    }

    private readonly int SkipExponent(int at)
    {
        if (at >= _text.Length || (_text[at] | 0x20) != 'e') return at;
        var digits = at + 1;
        if (digits < _text.Length && _text[digits] is (byte)'+' or (byte)'-') digits++;
        var end = SkipDigits(digits);
        if (end > digits) return end;
        return at > 0 && _text[at - 1] == '.' && (at + 1 >= _text.Length || !SqlBytes.ContinuesWord(_text[at + 1])) ? at + 1 : at;
    }

    // "1or 1=1": some dialects end the number at a letter, MySQL makes "2nd" a name. A method call as in "20.to_i" is one operand.
    private SqlToken ReadNumberTail(int start, int end)
    {
        if (end >= _text.Length || !SqlBytes.StartsWord(_text[end])) return TakeTo(SqlTokenKind.Number, start, end);
        var tail = WordEnd(end);
        if (IsKeyword(end, tail)) return TakeTo(SqlTokenKind.Number, start, end);

        // Oracle's 1d and 1f are floating point numbers, so "1dunion" is two tokens.
        if ((_text[end] | 0x20) is 'd' or 'f' && IsKeyword(end + 1, tail)) return TakeTo(SqlTokenKind.Number, start, end + 1);
        return TakeTo(_text[end - 1] == '.' ? SqlTokenKind.Number : SqlTokenKind.Name, start, tail);
    }

    private readonly bool IsKeyword(int start, int end) => SqlVocabulary.Find(_text[start..end]).Keyword != SqlKeyword.None;

    private SqlToken ReadText(byte quote, int start)
    {
        var end = TextEnd(_text, _at + 1, quote, _dialect, out var sawBackslash);
        SawBackslash |= sawBackslash;
        return end < 0 ? TakeTo(SqlTokenKind.OpenText, start, _text.Length) : TakeTo(SqlTokenKind.Text, start, end);
    }

    /// <summary>One behind the quote that ends the text running at <paramref name="at"/>; -1 when it does not end. A doubled quote does not end it.</summary>
    public static int TextEnd(ReadOnlySpan<byte> text, int at, byte quote, SqlDialect dialect, out bool sawBackslash)
    {
        sawBackslash = false;
        while (at < text.Length)
        {
            at = QuoteOrBackslash(text, at, quote);
            if (at < 0) return -1;
            if (text[at] == '\\')
            {
                sawBackslash = true;
                at += dialect == SqlDialect.MySql ? 2 : 1;
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return -1;
    }

    // Most texts that are many are short: they are read before a search would be under way.
    private static int QuoteOrBackslash(ReadOnlySpan<byte> text, int at, byte quote)
    {
        var far = Math.Min(text.Length, at + ShortText);
        for (; at < far; at++)
        {
            if (text[at] == quote || text[at] == '\\') return at;
        }

        var found = text[at..].IndexOfAny(quote, (byte)'\\');
        return found < 0 ? -1 : at + found;
    }
}
