namespace Palisade.Detection.Sql;

/// <content>Where a statement is expected.</content>
internal ref partial struct SqlGrammar
{
    private bool ReadStatement()
    {
        if (At(SqlTokenKind.Semicolon)) return TakeFor(Expect.Statement);
        if (At(SqlTokenKind.Open))
        {
            _facts.Stacked |= _afterSemicolon;
            return StartClause(decides: false);
        }

        if (!At(SqlTokenKind.Name)) return false;
        _facts.Stacked |= _afterSemicolon;
        if (_next.Kind == SqlTokenKind.Open && !_token.Is(SqlKeyword.If) && _token.Word.Function != SqlFunction.None) return StartClause(decides: false);
        switch (_token.Word.Keyword)
        {
            case SqlKeyword.Select:
                return StartSelect(nested: false);
            case SqlKeyword.With:
                Take();
                Frame.IsSelect = true;
                return At(SqlTokenKind.Name) && StartClause(decides: false);
            case SqlKeyword.If:
                _facts.If = true;
                Take();
                return StartClause(decides: false);
            case SqlKeyword.Begin or SqlKeyword.Explain or SqlKeyword.End or SqlKeyword.Else:
                return TakeFor(Expect.Statement);
            case SqlKeyword.Call when _next.Kind == SqlTokenKind.Name:
                _facts.WeakStatement = true;
                Take();
                return StartClause(decides: false);
            case SqlKeyword.Delete:
                return ReadDelete();
            default:
                return ReadVerb(_token.Word.Keyword);
        }
    }

    private bool ReadDelete()
    {
        Take();
        if (!TakeIf(SqlKeyword.From) || !TakeNamed()) return false;
        _facts.WeakStatement = true;
        if (AtStatementEnd) return Recognise(_facts.Stacked || Broke || _lexer.CutAt >= 0 || At(SqlTokenKind.Semicolon));
        return _token.Is(SqlKeyword.Where) && Recognise(strong: true);
    }

    private bool ReadVerb(SqlKeyword verb)
    {
        Take();
        return verb switch
        {
            SqlKeyword.Insert or SqlKeyword.Replace => ReadInsert(),
            SqlKeyword.Update => TakeNamed() && TakeIf(SqlKeyword.Set) && TakeNamed() && At(SqlTokenKind.Comparison) && Recognise(strong: true),
            SqlKeyword.Drop => ReadDrop(),
            SqlKeyword.Create => ReadCreate(),
            SqlKeyword.Alter => TakeObject() && TakeNamed() && At(SqlTokenKind.Name) && Recognise(_token.Word.Keyword != SqlKeyword.None || AtWord("add"u8) || AtWord("modify"u8)),
            SqlKeyword.Truncate => ReadTruncate(),
            SqlKeyword.Execute => ReadExecute(),
            SqlKeyword.Declare => Recognise(At(SqlTokenKind.Variable)),
            SqlKeyword.Set => Recognise(_token.Kind is SqlTokenKind.Variable or SqlTokenKind.SystemVariable || _next.Kind == SqlTokenKind.Comparison),
            SqlKeyword.WaitFor => (AtWord("delay"u8) || AtWord("time"u8)) && Recognise(_next.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText or SqlTokenKind.Variable),
            SqlKeyword.Shutdown => (AtStatementEnd || _token.Is(SqlKeyword.With)) && Recognise(_facts.Stacked || Broke),
            SqlKeyword.Grant => ReadGrant(),
            SqlKeyword.Handler => TakeNamed() && (AtWord("open"u8) || AtWord("read"u8)) && Recognise(_facts.Stacked || Broke),
            SqlKeyword.Load => (AtWord("data"u8) || AtWord("xml"u8)) && Recognise(_next.Kind == SqlTokenKind.Name && _next.Word.Keyword == SqlKeyword.None),
            SqlKeyword.Copy => ReadCopy(),
            SqlKeyword.Bulk => TakeIf(SqlKeyword.Insert) && TakeNamed() && Recognise(_token.Is(SqlKeyword.From)),
            SqlKeyword.Merge => TakeIf(SqlKeyword.Into) && TakeNamed() && Recognise(_token.Word.Keyword is SqlKeyword.On or SqlKeyword.As),
            SqlKeyword.Rename => TakeObject() && TakeNamed() && Recognise(_token.Is(SqlKeyword.To)),
            SqlKeyword.Attach => TakeObject() && Recognise(_token.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText),
            SqlKeyword.Pragma => TakeNamed() && Recognise(_token.Kind is SqlTokenKind.Open or SqlTokenKind.Comparison),
            SqlKeyword.Backup => TakeObject() && TakeNamed() && Recognise(_token.Word.Keyword is SqlKeyword.To or SqlKeyword.From),
            SqlKeyword.Prepare => TakeNamed() && Recognise(_token.Word.Keyword is SqlKeyword.From or SqlKeyword.As && _next.Kind is SqlTokenKind.Text or SqlTokenKind.Variable),
            SqlKeyword.Kill or SqlKeyword.Use or SqlKeyword.Show => (At(SqlTokenKind.Name) || At(SqlTokenKind.Number)) && ReadPlainVerb(),
            _ => false,
        };
    }
}
