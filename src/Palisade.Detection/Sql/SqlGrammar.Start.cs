namespace Palisade.Detection.Sql;

/// <content>How a value begins that was not put between quotes.</content>
internal ref partial struct SqlGrammar
{
    // A value put in bare may be an operand, a whole statement, or go on behind the application's operand ("... AND 1=1").
    private bool ReadStart()
    {
        switch (_token.Kind)
        {
            case SqlTokenKind.Number or SqlTokenKind.Text or SqlTokenKind.Variable or SqlTokenKind.SystemVariable:
            case SqlTokenKind.Sign or SqlTokenKind.Not or SqlTokenKind.Open or SqlTokenKind.OpenBrace:
                return Begin();
            case SqlTokenKind.Comma or SqlTokenKind.Close or SqlTokenKind.DoubleAmpersand or SqlTokenKind.DoubleBar or SqlTokenKind.Semicolon:
                return Continue();
            case SqlTokenKind.Name:
                return ReadStartWord();
            default:
                return false;
        }
    }

    private bool ReadStartWord()
    {
        if (_next.Kind == SqlTokenKind.Open && _token.Word.Function != SqlFunction.None) return Begin();
        switch (_token.Word.Keyword)
        {
            case SqlKeyword.None:
                return _token.Word.Sort != SqlNameSort.Prose && Begin();
            case SqlKeyword.Constant or SqlKeyword.Niladic or SqlKeyword.Not or SqlKeyword.Prefix or SqlKeyword.Exists or SqlKeyword.Case:
                return Begin();
            case SqlKeyword.Select or SqlKeyword.With or >= SqlKeyword.Insert:
                _expect = Expect.Statement;
                return true;
            case SqlKeyword.All or SqlKeyword.When or SqlKeyword.Then or SqlKeyword.Else or SqlKeyword.By or SqlKeyword.Join or SqlKeyword.On or SqlKeyword.Values or SqlKeyword.Set or SqlKeyword.From:
                return false;
            default:
                return Continue();
        }
    }

    private bool Begin()
    {
        _isFirst = true;
        _expect = Expect.Operand;
        return true;
    }

    private bool Continue()
    {
        Frame.Operand = SqlOperand.Name;
        _expect = Expect.AfterOperand;
        return true;
    }
}
