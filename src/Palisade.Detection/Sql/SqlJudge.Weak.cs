using System.Buffers;

namespace Palisade.Detection.Sql;

/// <content>Queries, probes and what is left.</content>
internal readonly ref partial struct SqlJudge
{
    private static readonly SearchValues<byte> ValueBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.,@-+%/"u8);

    private bool Informs => _facts.SystemName || _facts.SystemVariables > 0 || _facts.Called >= SqlFunction.Information || _facts.Niladics > 0;

    private SqlVerdict? JudgeSelect()
    {
        if (IsProse) return null;
        var closesLiteral = _broke && Closes;
        if (_facts.Subquery && (_facts.SelectFrom || Informs || closesLiteral) && (_facts.Technical > 0 || closesLiteral)) return new(SqlInjectionKind.Subquery, FirmlyHigh(), "nests a query");
        if (!_facts.Complete) return null;
        if (_facts.Subquery && _facts.First == SqlOperand.Constant && _facts.Technical > 1) return new(SqlInjectionKind.Subquery, _facts.Connectives > 0 && _facts.Calls > 1 ? Confidence.Medium : Confidence.Low, "nests a query");
        if (_facts.Subquery) return null;
        if (_facts.Select) return !_broke && IsWholeQuery() ? new(SqlInjectionKind.Statement, Confidence.Medium, "is a whole query") : null;
        return JudgeInformation();
    }

    private SqlVerdict? JudgeInformation()
    {
        if (_facts.LooseComparison == SqlComparison.Constant && ComputesWithComparison()) return new(SqlInjectionKind.Condition, Confidence.Medium, "computes with a condition that is always true or always false");
        if (_facts.NestedInformation) return new(SqlInjectionKind.FunctionCall, Confidence.Medium, "computes with what a function tells about the server");
        if (_facts.Called == SqlFunction.Information && _broke && (_facts.Operators > 0 || Closes)) return Low(SqlInjectionKind.FunctionCall, "calls a function that tells about the server");
        return _facts.SystemVariables > 0 && (_broke || _facts.First == SqlOperand.Variable) ? Low(SqlInjectionKind.FunctionCall, "reads a variable of the server") : null;
    }

    // MAKE_SET(5=5,6) and (5=5)*6: databases count with truth; people do not.
    private bool ComputesWithComparison() =>
        _facts.First == SqlOperand.Call ? _facts.Operators == 0 : !_broke && _facts.First == SqlOperand.Constant && _facts.Operators > 0 && _facts.Names + _facts.Texts == 0;

    private bool IsWholeQuery()
    {
        if (Informs || _disguised) return _facts.ProseNames == 0;
        if (!_facts.SelectFrom || _facts.ProseNames > 0 || _facts.ImplicitAliases > 1) return false;
        return _facts.Technical > 0 || _facts.Semicolon || _cut == SqlCut.Bare || _facts.Condition != SqlComparison.None;
    }

    private SqlVerdict? JudgeProbing()
    {
        if (IsProse || !_facts.Complete) return null;
        var ordersFirmly = StartsFirmly && (_facts.OrderByPosition || Cuts);
        if (_facts.OrderBy && (ordersFirmly || (_facts.OrderByPosition && _cut == SqlCut.Bare)))
        {
            return new(SqlInjectionKind.Probing, OrderConfidence(), "feels out the columns with ORDER BY");
        }

        if ((_facts.GroupBy || _facts.Having) && StartsFirmly && Closes) return new(SqlInjectionKind.Probing, _broke && Cuts ? Confidence.High : Confidence.Medium, "feels out the columns with GROUP BY or HAVING");
        return _facts.IntoVariable && _facts.Select ? Low(SqlInjectionKind.Probing, "stores a query's result in a variable") : null;
    }

    // Without a literal that is left, "5 order by 3" may be words; with the rest cut off it is none.
    private Confidence OrderConfidence()
    {
        var isCutPosition = _facts.OrderByPosition && Cuts;
        if (!_broke && isCutPosition && _facts.First != SqlOperand.Name) return _facts.First == SqlOperand.Constant ? Confidence.High : _cut == SqlCut.Bare ? Confidence.Medium : Confidence.Low;
        if (!_broke) return Confidence.Low;
        return isCutPosition ? Confidence.High : Confidence.Medium;
    }

    private SqlVerdict? JudgeRemains()
    {
        if (!_facts.Complete || IsProse) return null;
        if (_facts.LoneOperand != SqlOperand.None && IsLoneCondition()) return new(SqlInjectionKind.Condition, !(_broke && Closes) ? Confidence.Low : _facts.Connectives > 0 ? Confidence.High : Confidence.Medium, "adds a constant condition");
        if (_cut == SqlCut.Bare)
        {
            if (_broke && IsNothingElse()) return new(SqlInjectionKind.CommentCut, IsOneWord() ? Confidence.High : Confidence.Low, "closes the literal and cuts the rest with a comment");
            if (!_broke && _facts.ClosedOuter > 0 && _facts.First == SqlOperand.Constant && _facts.Names == 0) return Low(SqlInjectionKind.CommentCut, "closes the application's parenthesis and cuts the rest with a comment");
        }

        if (!_broke || !_facts.Reopened) return null;
        if (_facts.LooseComparison == SqlComparison.Constant && IsOneWord() && _facts.ReopenedLength <= 2) return new(SqlInjectionKind.Condition, Confidence.Medium, "compares the literal it left with another one");
        if (!IsConcatenation()) return null;
        return new(SqlInjectionKind.Concatenation, _facts.Operators == 1 ? Confidence.Medium : Confidence.Low, "leaves the literal with an operator and enters it again");
    }

    private bool IsLoneCondition()
    {
        var constant = _facts.LoneOperand is SqlOperand.Constant or SqlOperand.Call;
        if (_facts.Reopened) return _facts.ReopenedLength <= 2 && _facts.Names == 0 && IsOneWord() && _facts.ReopenedLength + _facts.Texts + _facts.Operators > 0;
        if (_cut == SqlCut.Bare) return constant || _broke;
        return constant && (_broke ? _facts.Texts == 0 && !IsGlued : _facts.ClosedOuter > 0);
    }

    // Passwords hold quotes and number signs too: the literal must read like a value, and nothing may follow a '#'.
    // The quote may also close a text that only names the comment sign: "#".
    private bool IsNothingElse() =>
        (_context is SqlContext.SingleQuoted or SqlContext.DoubleQuoted || (_context is SqlContext.BackQuoted && IsOneWord())) && !_rest.Contains(SqlQuotes.Closing(_context)) && _content.IndexOfAnyExcept(ValueBytes) < 0
        && (!_rest.Contains((byte)'#') || _rest.TrimEnd(" \t\r\n"u8)[^1] == '#')
        && _facts.Operators + _facts.Connectives + _facts.Names + _facts.Texts + _facts.Numbers + _facts.Commas == 0 && !_facts.Compares;

    private bool IsOneWord() => _content.IndexOf((byte)' ') < 0;

    // "'-'" as a whole value compares the application's column with a number; with an operand between two operators it computes.
    private bool IsConcatenation()
    {
        if (_facts.Operators == 1) return _content.IsEmpty && _facts.ReopenedLength == 0 && _facts.Technical == 0 && _facts.Names == 0;
        return _facts.Joins > 1 && _facts.Commas == 0 && _facts.LooseComparison == SqlComparison.None && _facts.Names + _facts.Numbers + _facts.Calls + _facts.Variables > 0;
    }
}
