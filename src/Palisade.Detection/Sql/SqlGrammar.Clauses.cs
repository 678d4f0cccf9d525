namespace Palisade.Detection.Sql;

/// <content>Behind an operand: words.</content>
internal ref partial struct SqlGrammar
{
    private bool ReadAfterOperandWord()
    {
        switch (_token.Word.Keyword)
        {
            case SqlKeyword.And when Frame.Between:
                Frame.Between = false;
                return TakeFor(Expect.Operand);
            case SqlKeyword.And or SqlKeyword.Or:
                return Connect();
            case SqlKeyword.Not:
                Take();
                return _token.Word.Keyword is SqlKeyword.Like or SqlKeyword.In or SqlKeyword.Between;
            case SqlKeyword.Is:
                Compare();
                return _token.Word.Keyword is SqlKeyword.Constant or SqlKeyword.Not or SqlKeyword.Prefix;
            case SqlKeyword.Like:
                Compare();
                while (TakeIf(SqlKeyword.Like) || TakeIf(SqlKeyword.To)) { }
                return true;
            case SqlKeyword.In:
                return ReadIn();
            case SqlKeyword.Between:
                Frame.Between = true;
                return Compare();
            case SqlKeyword.Infix:
                return ReadInfix();
            case SqlKeyword.SetOperator:
                return ReadSetOperator();
            case SqlKeyword.Join:
                while (TakeIf(SqlKeyword.Join)) { }
                return StartClause(decides: false);
            default:
                return ReadClause();
        }
    }

    private bool ReadIn()
    {
        if (_next.Kind == SqlTokenKind.Open || Frame.IsCall) return Compare();
        Take();

        // MATCH ... AGAINST ('x' IN BOOLEAN MODE), IN NATURAL LANGUAGE MODE
        if (!AtWord("boolean"u8) && !AtWord("natural"u8)) return false;
        while (At(SqlTokenKind.Name) && _token.Word.Keyword == SqlKeyword.None) Take();
        _expect = Expect.AfterOperand;
        return true;
    }

    private bool ReadClause()
    {
        switch (_token.Word.Keyword)
        {
            case SqlKeyword.From:
                return ReadFrom();
            case SqlKeyword.Where or SqlKeyword.On:
                Take();
                return StartClause(decides: true);
            case SqlKeyword.Having:
                _facts.Having = true;
                Take();
                return StartClause(decides: true);
            case SqlKeyword.Group or SqlKeyword.Order:
                return ReadBy();
            case SqlKeyword.Tail or SqlKeyword.Values or SqlKeyword.Procedure:
                Take();
                return StartClause(decides: false);
            case SqlKeyword.Into:
                return ReadInto();
            case SqlKeyword.As:
                return ReadAlias();
            case SqlKeyword.When or SqlKeyword.Then or SqlKeyword.Else when _facts.Case:
                return ReadCasePart();
            case SqlKeyword.Then or SqlKeyword.Else when _facts.If:
                return TakeFor(Expect.Statement);
            case SqlKeyword.End when _facts.Case:
                FinishComparison(ref Frame);
                return TakeFor(Expect.AfterOperand);
            case SqlKeyword.Suffix:
                return TakeFor(Expect.AfterOperand);
            case SqlKeyword.With when _next.Is(SqlKeyword.Suffix):
                Take();
                return TakeFor(Expect.AfterOperand);
            default:
                return ReadJuxtaposed();
        }
    }

    private bool StartClause(bool decides)
    {
        FinishComparison(ref Frame);
        Separate(ref Frame);
        Frame.Decides = decides;
        _expect = Expect.Operand;
        return true;
    }

    private bool ReadFrom()
    {
        if (!Frame.IsSelect && !Frame.IsCall && !Broke) return false;
        _facts.SelectFrom |= Frame.IsSelect;
        Take();
        return StartClause(decides: false);
    }

    private bool ReadBy()
    {
        var isOrder = _token.Is(SqlKeyword.Order);
        if (!_next.Is(SqlKeyword.By)) return false;
        Take();
        Take();
        _facts.OrderBy |= isOrder;
        _facts.GroupBy |= !isOrder;
        _facts.OrderByPosition |= _token.Kind is SqlTokenKind.Number or SqlTokenKind.Open || _next.Kind == SqlTokenKind.Open;
        return StartClause(decides: false);
    }

    private bool ReadInto()
    {
        Take();
        if (TakeIf(SqlKeyword.OutFile)) _facts.IntoFile = _token.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText;
        else _facts.IntoVariable = At(SqlTokenKind.Variable);
        return StartClause(decides: false);
    }

    private bool ReadAlias()
    {
        Take();
        while (At(SqlTokenKind.Sign)) Take();
        if (At(SqlTokenKind.Open)) return StartClause(decides: false);
        if (_token.Kind is not (SqlTokenKind.Name or SqlTokenKind.Text)) return false;
        if (At(SqlTokenKind.Name))
        {
            if (!SqlReserved.CanName(_token.Word.Keyword)) return false;
            if (_next.Kind == SqlTokenKind.Open) return OpenCall(_token.Word);
            CountName(_token.Word);
        }

        Frame.AliasAllowed = false;
        return TakeFor(Expect.AfterOperand);
    }

    private bool ReadCasePart()
    {
        var decides = _token.Is(SqlKeyword.When) || Frame.Decides;
        Take();
        return StartClause(decides);
    }

    private bool ReadSetOperator()
    {
        FinishComparison(ref Frame);
        Take();
        while (_token.Is(SqlKeyword.All) || _token.Is(SqlKeyword.Prefix))
        {
            _facts.UnionAll |= TakeIf(SqlKeyword.All);
            TakeIf(SqlKeyword.Prefix);
        }

        while (At(SqlTokenKind.Open))
        {
            Push(SqlFunction.None, isCall: false);
            Take();
        }

        if (_token.Is(SqlKeyword.Select) || _token.Is(SqlKeyword.Values))
        {
            _facts.UnionSelect = true;
            return StartSelect(nested: false);
        }

        _facts.UnionWithoutSelect = true;
        return false;
    }

    private bool StartSelect(bool nested)
    {
        NoteFirst(SqlOperand.Query);
        _facts.Select = true;
        _facts.Subquery |= nested;
        Frame.IsSelect = true;
        Take();
        FinishComparison(ref Frame);
        Separate(ref Frame);
        _expect = Expect.Operand;
        return true;
    }
}
