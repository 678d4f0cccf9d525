namespace Palisade.Detection.Sql;

/// <content>Where an operand is expected.</content>
internal ref partial struct SqlGrammar
{
    private bool ReadOperand()
    {
        switch (_token.Kind)
        {
            case SqlTokenKind.Number:
                _facts.Numbers++;
                return TakeOperand(SqlOperand.Constant);
            case SqlTokenKind.Text:
                _facts.Texts++;
                return TakeOperand(SqlOperand.Constant);
            case SqlTokenKind.OpenText:
                return TakeOpenText();
            case SqlTokenKind.Variable:
                _facts.Variables++;
                return TakeOperand(SqlOperand.Variable);
            case SqlTokenKind.SystemVariable:
                _facts.SystemVariables++;
                return TakeOperand(SqlOperand.Variable);
            case SqlTokenKind.Sign or SqlTokenKind.Not:
                return TakeFor(Expect.Operand);
            case SqlTokenKind.Star when Frame.IsCall || Frame.IsSelect:
                _facts.Stars++;
                return TakeOperand(SqlOperand.Name);
            case SqlTokenKind.Open:
                Push(SqlFunction.None, isCall: false);
                return TakeFor(Expect.Operand);
            case SqlTokenKind.Close when Frame.IsCall && _depth > 0:
                return Pop();
            case SqlTokenKind.OpenBrace when _next.Kind == SqlTokenKind.Name:
                // ODBC's {fn name(x)} and MySQL's {name expression}.
                Take();
                return TakeFor(Expect.Operand);
            case SqlTokenKind.Other when _text[_token.Start] == '\\' && (Broke || _next.Kind is SqlTokenKind.Text or SqlTokenKind.OpenText):
                // A quote escaped once too often, or a file path between the operators of a probe: the operand is what follows.
                return TakeFor(Expect.Operand);
            case SqlTokenKind.Name:
                return ReadOperandWord();
            default:
                return false;
        }
    }

    // The application's closing quote ends this text, unless it was opened by a quote of another sort: then nothing does.
    private bool TakeOpenText()
    {
        _facts.Reopened = Broke && _text[_token.Start] == SqlQuotes.Opening(_context);
        _facts.ReopenedLength = _token.End - _token.Start - 1;
        return TakeOperand(SqlOperand.Constant) && (_facts.Reopened || !Broke);
    }

    private bool ReadOperandWord()
    {
        var word = _token.Word;
        if (_next.Kind == SqlTokenKind.Open && (word.Function != SqlFunction.None || SqlReserved.CanName(word.Keyword))) return OpenCall(word);
        switch (word.Keyword)
        {
            case SqlKeyword.Constant:
                _facts.NamedConstants++;
                return TakeOperand(SqlOperand.Constant);
            case SqlKeyword.Niladic:
                _facts.Niladics++;
                return TakeOperand(SqlOperand.Call);
            case SqlKeyword.Not or SqlKeyword.Prefix or SqlKeyword.Exists or SqlKeyword.All:
                return TakeFor(Expect.Operand);
            case SqlKeyword.Select:
                return StartSelect(nested: true);
            case SqlKeyword.Begin when _next.Is(SqlKeyword.If):
                // A block of PL/SQL where a value belongs, as probes have it.
                _facts.Stacked = true;
                return TakeFor(Expect.Statement);
            case SqlKeyword.Case:
                _facts.Case = true;
                return TakeFor(Expect.Operand);
            case SqlKeyword.When when _facts.Case:
                Frame.Decides = true;
                return TakeFor(Expect.Operand);
            case SqlKeyword.Where when Frame.IsSelect && Frame.Operand == SqlOperand.None:
                Take();
                return StartClause(decides: true);
            case SqlKeyword.SetOperator:
                return ReadSetOperator();
            case SqlKeyword.From when Frame.IsCall:
                return TakeFor(Expect.Operand);
            default:
                return SqlReserved.CanName(word.Keyword) && TakeName(word);
        }
    }

    private bool TakeName(SqlWord word)
    {
        CountName(word);
        return TakeOperand(SqlOperand.Name);
    }

    private void CountName(SqlWord word)
    {
        _facts.Names++;
        if (word.Sort == SqlNameSort.Prose) _facts.ProseNames++;
        if (word.Sort == SqlNameSort.System) _facts.SystemName = true;
    }

    private bool OpenCall(SqlWord word)
    {
        if (word.Function != SqlFunction.None) _facts.Calls++;
        else CountName(word);
        if (word.Function == SqlFunction.Information && Frame.IsCall) _facts.NestedInformation = true;
        NoteFirst(CallOperand(word.Function));
        var start = _token.Start;
        Take();
        Push(word.Function, isCall: true);
        Frame.OperandStart = start;
        return TakeFor(Expect.Operand);
    }

    /// <summary>Takes the token as an operand, or as the next part of one that operators build up.</summary>
    private bool TakeOperand(SqlOperand kind)
    {
        AddOperand(kind, _token.Start, _token.End);
        return TakeFor(Expect.AfterOperand);
    }

    private void AddOperand(SqlOperand kind, int start, int end)
    {
        NoteFirst(kind);
        ref var frame = ref Frame;
        if (frame.Operand == SqlOperand.None)
        {
            frame.Operand = kind;
            frame.OperandStart = start;
        }
        else
        {
            frame.Operand = Combine(frame.Operand, kind);
        }

        frame.OperandEnd = end;
        frame.AliasAllowed = frame.IsSelect || (frame.IsCall && _facts.Select);
    }

    // What an operator makes of two operands: constants stay constant, and what computes shows through.
    private static SqlOperand Combine(SqlOperand left, SqlOperand right)
    {
        if (left == SqlOperand.Constant && right == SqlOperand.Constant) return SqlOperand.Constant;
        if (IsComputed(right) && left is SqlOperand.Constant or SqlOperand.Name) return right;
        return SqlOperand.Mixed;
    }

    private void NoteFirst(SqlOperand kind)
    {
        if (!_isFirst) return;
        _isFirst = false;
        _facts.First = kind;
    }

    private void Push(SqlFunction function, bool isCall)
    {
        var decides = Frame.Decides;
        _depth++;
        Frame = new SqlFrame { Function = function, IsCall = isCall, Decides = decides };
    }

    private bool Pop()
    {
        ref var inner = ref Frame;
        FinishComparison(ref inner);
        var kind = inner.IsSelect ? SqlOperand.Query : inner.IsCall ? CallOperand(inner.Function) : inner.Operand;
        var start = inner.IsCall || inner.Operand != SqlOperand.None ? inner.OperandStart : _token.Start;
        if (inner.IsCall) Called(inner.Function);

        // if(a=b,1,0) decides; "if (a == b)" is a program.
        if (inner.Function == SqlFunction.Choice && inner.HasComma) Decide(inner.Loose);
        _depth--;
        AddOperand(kind, start, _token.End);
        return TakeFor(Expect.AfterOperand);
    }

    private static SqlOperand CallOperand(SqlFunction function) => function == SqlFunction.None ? SqlOperand.Name : SqlOperand.Call;

    private void Called(SqlFunction function)
    {
        if (function > _facts.Called) _facts.Called = function;
    }
}
