namespace Palisade.Detection.Sql;

/// <content>Behind an operand: operators and punctuation.</content>
internal ref partial struct SqlGrammar
{
    private bool ReadAfterOperand()
    {
        switch (_token.Kind)
        {
            case SqlTokenKind.DoubleAmpersand:
                return Connect();
            case SqlTokenKind.DoubleBar:
                return ReadDoubleBar();
            case SqlTokenKind.Operator or SqlTokenKind.Sign or SqlTokenKind.Star or SqlTokenKind.Assignment:
                return ReadInfix();
            case SqlTokenKind.Comparison:
                return Compare();
            case SqlTokenKind.Cast:
                Take();
                return At(SqlTokenKind.Name) && TakeFor(Expect.AfterOperand);
            case SqlTokenKind.Close:
                return ReadClose();
            case SqlTokenKind.CloseBrace:
                return TakeFor(Expect.AfterOperand);
            case SqlTokenKind.Comma:
                return ReadComma();
            case SqlTokenKind.Semicolon:
                return ReadSemicolon();
            case SqlTokenKind.Text or SqlTokenKind.OpenText:
                return ReadAdjacentText();
            case SqlTokenKind.Open when _depth == 0 && _next.Is(SqlKeyword.Select) && IsFirm(SqlKeyword.Select):
                Separate(ref Frame);
                return ReadOperand();
            case SqlTokenKind.Name:
                return ReadAfterOperandWord();
            default:
                return false;
        }
    }

    private bool ReadInfix()
    {
        _facts.Operators++;
        if (At(SqlTokenKind.DoubleBar) || _text[_token.Start] is (byte)'+' or (byte)'|' or (byte)'&') _facts.Joins++;
        return TakeFor(Expect.Operand);
    }

    // MySQL reads || as OR, the others as concatenation: the operand goes on, and a comparison behind it decides.
    private bool ReadDoubleBar()
    {
        FinishComparison(ref Frame);
        Frame.Decides = true;
        return ReadInfix();
    }

    private bool ReadClose()
    {
        if (_depth > 0) return Pop();
        FinishComparison(ref Frame);
        do
        {
            _facts.ClosedOuter++;
            Take();
        }
        while (At(SqlTokenKind.Close));
        _expect = Expect.AfterOperand;
        return true;
    }

    private bool ReadComma()
    {
        _facts.Commas++;
        Frame.HasComma = true;
        FinishComparison(ref Frame);
        Separate(ref Frame);
        return TakeFor(Expect.Operand);
    }

    private bool ReadSemicolon()
    {
        while (_depth > 0)
        {
            if (_depth < SqlFrames.Capacity) FinishComparison(ref Frame);
            _depth--;
        }

        FinishComparison(ref Frame);
        Frame = default;
        _afterSemicolon = true;
        _facts.Semicolon = true;
        return TakeFor(Expect.Statement);
    }

    // Two texts side by side are one; behind anything else a text can only be an alias.
    private bool ReadAdjacentText()
    {
        ref var frame = ref Frame;
        if (_calledBeside && At(SqlTokenKind.OpenText)) return TakeOpenText();
        if (frame.Operand == SqlOperand.Constant && _facts.Numbers == 0) return ReadOperand();
        if (!frame.AliasAllowed) return false;
        frame.AliasAllowed = false;
        _facts.ImplicitAliases++;
        return TakeFor(Expect.AfterOperand);
    }
}
