namespace Palisade.Detection.Sql;

/// <content>Words, quoted names and variables.</content>
internal ref partial struct SqlLexer
{
    private static readonly bool[] ContinueWords = [.. Enumerable.Range(0, 256).Select(b => SqlBytes.ContinuesWord((byte)b))];

    private readonly int WordEnd(int at)
    {
        while (at < _text.Length && ContinueWords[_text[at]] && SqlBytes.BlankLength(_text, at) == 0) at++;
        return at;
    }

    private SqlToken ReadWord()
    {
        var start = _at;
        var end = WordEnd(start);
        if (end < _text.Length && _text[end] == '\'' && IsTextPrefix(_text[start..end]))
        {
            _at = end;
            return ReadText((byte)'\'', start);
        }

        var word = SqlVocabulary.Find(_text[start..end]);
        if (end >= _text.Length || _text[end] != '.' || IsClause(word.Keyword)) return TakeTo(SqlTokenKind.Name, start, end, word);
        return ReadDotted(start, end, word);
    }

    // n'..' (national), x'..' and b'..' (hexadecimal, bits), e'..' (escapes), q'[..]' (Oracle), _utf8'..' (MySQL).
    private static bool IsTextPrefix(ReadOnlySpan<byte> word) =>
        word.Length == 1 ? (word[0] | 0x20) is 'n' or 'x' or 'b' or 'e' or 'q' : word[0] == '_';

    private static bool IsClause(SqlKeyword keyword) => keyword is SqlKeyword.Select or SqlKeyword.From or SqlKeyword.Where or SqlKeyword.And or SqlKeyword.Or;

    private SqlToken ReadDotted(int start, int end, SqlWord first)
    {
        var last = end;
        while (end < _text.Length && _text[end] == '.')
        {
            var part = end + 1;
            while (part < _text.Length && _text[part] == '.') part++;
            var partEnd = PartEnd(part);
            if (partEnd == part) break;
            last = part;
            end = partEnd;
        }

        if (last == end) return TakeTo(SqlTokenKind.Name, start, end, first);
        return TakeTo(SqlTokenKind.Name, start, end, DottedWord(_text[start..end], first, SqlVocabulary.Find(_text[last..end])));
    }

    private readonly int PartEnd(int part)
    {
        if (part >= _text.Length) return part;
        var b = _text[part];
        if (b == '*') return part + 1;
        if (b is not ((byte)'`' or (byte)'"' or (byte)'[')) return WordEnd(part);
        var length = _text[(part + 1)..].IndexOf(b == '[' ? (byte)']' : b);
        return length < 0 ? part : part + length + 2;
    }

    private static SqlWord DottedWord(ReadOnlySpan<byte> whole, SqlWord first, SqlWord last)
    {
        var known = SqlVocabulary.Find(whole);
        if (known.Function != SqlFunction.None) return known with { Sort = SqlNameSort.System };
        if (IsPackage(whole)) return new SqlWord(SqlKeyword.None, SqlFunction.SideEffect, SqlNameSort.System);
        var system = first.Sort is SqlNameSort.System or SqlNameSort.SystemPrefix || last.Sort == SqlNameSort.System;
        return new SqlWord(SqlKeyword.None, system ? last.Function : SqlFunction.None, system ? SqlNameSort.System : SqlNameSort.Plain);
    }

    // Oracle's packages all act on the server.
    private static bool IsPackage(ReadOnlySpan<byte> name) =>
        name.Length > 5 && (System.Text.Ascii.EqualsIgnoreCase(name[..5], "dbms_"u8) || System.Text.Ascii.EqualsIgnoreCase(name[..4], "utl_"u8) || System.Text.Ascii.EqualsIgnoreCase(name[..5], "owa_u"u8));

    private SqlToken ReadQuotedName()
    {
        var end = TextEnd(_text, _at + 1, (byte)'`', SqlDialect.Standard, out _);
        return end < 0 ? TakeTo(SqlTokenKind.OpenText, _at, _text.Length) : TakeTo(SqlTokenKind.Name, _at, end, SqlVocabulary.Find(_text[(_at + 1)..(end - 1)]) with { Keyword = SqlKeyword.None });
    }

    private SqlToken ReadBracketedName()
    {
        var length = _text[_at..].IndexOf((byte)']');
        if (length < 0) return TakeTo(SqlTokenKind.OpenText, _at, _text.Length);
        return length < 2 ? Take(SqlTokenKind.Other, 1) : Take(SqlTokenKind.Name, length + 1);
    }

    // @x, @@version, @@global.x, @'x', @`x`, and the bare @ that MySQL takes too.
    private SqlToken ReadVariable()
    {
        var start = _at;
        var kind = Peek(1) == '@' ? SqlTokenKind.SystemVariable : SqlTokenKind.Variable;
        var name = start + (kind == SqlTokenKind.SystemVariable ? 2 : 1);
        if (name < _text.Length && SqlBytes.IsQuote(_text[name]))
        {
            var close = TextEnd(_text, name + 1, _text[name], SqlDialect.Standard, out _);
            return TakeTo(kind, start, close < 0 ? name : close);
        }

        var end = name;
        while (end < _text.Length && (SqlBytes.ContinuesWord(_text[end]) || _text[end] == '.') && SqlBytes.BlankLength(_text, end) == 0) end++;
        return TakeTo(kind, start, end);
    }

    // $1 and $name are parameters or left over from templates; $$text$$ and $tag$text$tag$ are PostgreSQL's quotes.
    private SqlToken ReadDollar()
    {
        var end = WordEnd(_at + 1);
        var tag = _text[_at..end];
        if (tag.Length > 1 && _dollarSearches++ < MostDollarSearches && tag[1..].IndexOf((byte)'$') is var second and >= 0)
        {
            tag = tag[..(second + 2)];
            var close = _text[(_at + tag.Length)..].IndexOf(tag);
            if (close >= 0) return Take(SqlTokenKind.Text, close + (2 * tag.Length));
        }

        return tag.Length > 1 ? TakeTo(SqlTokenKind.Name, _at, end) : Take(SqlTokenKind.Other, 1);
    }
}
