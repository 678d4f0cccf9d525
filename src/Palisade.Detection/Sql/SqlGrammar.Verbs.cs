namespace Palisade.Detection.Sql;

/// <content>The heads of single statements: enough of each to tell it from a sentence that starts with the same verb.</content>
internal ref partial struct SqlGrammar
{
    private readonly bool AtStatementEnd => AtEnd || At(SqlTokenKind.Semicolon);

    private bool Recognise(bool strong)
    {
        _facts.Statement |= strong;
        _facts.WeakStatement = true;
        if (!strong) return false;
        Take();
        _expect = Expect.Nothing;
        return true;
    }

    private bool TakeNamed()
    {
        if (_token.Kind is not (SqlTokenKind.Name or SqlTokenKind.Text) || !SqlReserved.CanName(_token.Word.Keyword)) return false;
        CountName(_token.Word);
        Take();
        return true;
    }

    private bool TakeObject() => TakeIf(SqlKeyword.SchemaObject) || TakeIf(SqlKeyword.Procedure);

    private void TakeIfExists()
    {
        if (!TakeIf(SqlKeyword.If)) return;
        TakeIf(SqlKeyword.Not);
        TakeIf(SqlKeyword.Exists);
    }

    private bool ReadInsert()
    {
        var into = TakeIf(SqlKeyword.Into);
        if (!TakeNamed()) return false;
        if (At(SqlTokenKind.Open) && !_facts.Stacked && !Broke) return TakeColumns() && Recognise(_token.Is(SqlKeyword.Values) || _token.Is(SqlKeyword.Select));
        return Recognise(At(SqlTokenKind.Open) || _token.Is(SqlKeyword.Values) || (into && (_token.Is(SqlKeyword.Select) || _token.Is(SqlKeyword.Set))));
    }

    // "Insert coin (into slot)" has the head of a statement too: the columns must be names, and values follow.
    private bool TakeColumns()
    {
        Take();
        while (TakeNamed() && At(SqlTokenKind.Comma)) Take();
        if (!At(SqlTokenKind.Close)) return false;
        Take();
        return true;
    }

    private bool ReadDrop()
    {
        if (!TakeObject()) return false;
        TakeIfExists();
        return TakeNamed() && Recognise(AtStatementEnd || At(SqlTokenKind.Comma) || AtWord("cascade"u8) || AtWord("restrict"u8));
    }

    private bool ReadCreate()
    {
        if (TakeIf(SqlKeyword.Or)) TakeIf(SqlKeyword.Replace);
        if (AtWord("temporary"u8) || AtWord("temp"u8) || AtWord("global"u8) || AtWord("unique"u8)) Take();
        if (!TakeObject()) return false;
        TakeIfExists();
        return TakeNamed() && Recognise(At(SqlTokenKind.Open) || _token.Is(SqlKeyword.As) || (AtEnd && (_facts.Stacked || Broke)) || AtWord("identified"u8) || AtWord("returns"u8));
    }

    private bool ReadTruncate()
    {
        var table = TakeObject();
        return TakeNamed() && AtStatementEnd && Recognise(table || _facts.Stacked || Broke);
    }

    private bool ReadExecute()
    {
        if (AtWord("immediate"u8)) return Recognise(_next.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText or SqlTokenKind.Name);
        if (At(SqlTokenKind.Open)) return Recognise(_next.Kind is SqlTokenKind.Variable or SqlTokenKind.Text);
        if (At(SqlTokenKind.Variable)) return Recognise(strong: true);
        if (!At(SqlTokenKind.Name)) return false;
        var known = _token.Word.Function != SqlFunction.None || _token.Word.Sort == SqlNameSort.System || IsSystemProcedure(_text[_token.Start.._token.End]);
        return Recognise(known || _next.Kind is SqlTokenKind.Text or SqlTokenKind.Variable);
    }

    private static bool IsSystemProcedure(ReadOnlySpan<byte> name) =>
        name.Length > 3 && name[2] == '_' && (name[0] | 0x20) is 's' or 'x' && (name[1] | 0x20) == 'p';

    // "grant all privileges on *.* to x": a few words, then ON or TO. Without a semicolon or a quote before it, this is a sentence.
    private bool ReadGrant()
    {
        for (var words = 0; words < 8; words++)
        {
            if (_token.Is(SqlKeyword.On) || _token.Is(SqlKeyword.To)) return Recognise(_afterSemicolon || Broke);
            if (_token.Kind is not (SqlTokenKind.Name or SqlTokenKind.Comma)) return false;
            Take();
        }

        return false;
    }

    private bool ReadCopy()
    {
        if (At(SqlTokenKind.Open)) return Recognise(_next.Is(SqlKeyword.Select));
        return TakeNamed() && (_token.Is(SqlKeyword.From) || _token.Is(SqlKeyword.To)) && Recognise(_next.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText);
    }

    private bool ReadPlainVerb()
    {
        Take();
        return AtStatementEnd && Recognise(_facts.Stacked || Broke);
    }
}
