namespace Palisade.Detection.Sql;

/// <content>Queries, probes and what is left.</content>
internal readonly ref partial struct SqlJudge
{
    private bool Informs => _facts.SystemName || _facts.SystemVariables > 0 || _facts.Called >= SqlFunction.Information || _facts.Niladics > 0;

    private SqlVerdict? JudgeSelect()
    {
        if (IsProse) return null;
        if (_facts.Subquery && (_facts.SelectFrom || Informs || (_broke && Closes)) && (_facts.Technical > 0 || (_broke && Closes))) return new(SqlInjectionKind.Subquery, StartsFirmly ? Confidence.High : Confidence.Medium, "nests a query");
        if (_facts.Subquery && _facts.Complete && _facts.First == SqlOperand.Constant && _facts.Technical > 1) return new(SqlInjectionKind.Subquery, Confidence.Low, "nests a query");
        if (!_broke && _facts.Select && _facts.Complete && !_facts.Subquery && IsWholeQuery()) return new(SqlInjectionKind.Statement, Confidence.Medium, "is a whole query");
        if (!_facts.Complete || _facts.Select) return null;
        if (_facts.LooseComparison == SqlComparison.Constant && _facts.First == SqlOperand.Call && _facts.Operators == 0) return new(SqlInjectionKind.Condition, Confidence.Low, "computes with a condition that is always true or always false");
        if (_facts.NestedInformation) return new(SqlInjectionKind.FunctionCall, Confidence.Medium, "computes with what a function tells about the server");
        if (_facts.Called == SqlFunction.Information && _broke && (_facts.Operators > 0 || Closes)) return new(SqlInjectionKind.FunctionCall, Confidence.Low, "calls a function that tells about the server");
        if (_facts.SystemVariables > 0 && (_broke || _facts.First == SqlOperand.Variable)) return new(SqlInjectionKind.FunctionCall, Confidence.Low, "reads a variable of the server");
        return null;
    }

    private bool IsWholeQuery()
    {
        if (Informs || _disguised) return _facts.ProseNames == 0;
        if (!_facts.SelectFrom || _facts.ProseNames > 0 || _facts.ImplicitAliases > 1) return false;
        return _facts.Technical > 0 || _facts.Semicolon || _cut == SqlCut.Bare || _facts.Condition != SqlComparison.None;
    }

    private SqlVerdict? JudgeProbing()
    {
        if (IsProse || !_facts.Complete) return null;
        var firm = StartsFirmly && (_facts.OrderByPosition || Cuts);
        if (_facts.OrderBy && (firm || (_facts.OrderByPosition && _cut == SqlCut.Bare))) return new(SqlInjectionKind.Probing, _broke ? Confidence.Medium : Confidence.Low, "feels out the columns with ORDER BY");
        if ((_facts.GroupBy || _facts.Having) && StartsFirmly && Closes) return new(SqlInjectionKind.Probing, Confidence.Medium, "feels out the columns with GROUP BY or HAVING");
        return _facts.IntoVariable && _facts.Select ? new(SqlInjectionKind.Probing, Confidence.Low, "stores a query's result in a variable") : null;
    }

    private SqlVerdict? JudgeRemains()
    {
        if (!_facts.Complete || IsProse) return null;
        if (_facts.LoneOperand != SqlOperand.None && IsLoneCondition()) return new(SqlInjectionKind.Condition, _broke && Closes ? Confidence.Medium : Confidence.Low, "adds a constant condition");
        if (_broke && _cut == SqlCut.Bare && IsNothingElse()) return new(SqlInjectionKind.CommentCut, IsOneWord() ? Confidence.Medium : Confidence.Low, "closes the literal and cuts the rest with a comment");
        if (!_broke && _facts.ClosedOuter > 0 && _cut == SqlCut.Bare && _facts.First == SqlOperand.Constant && _facts.Names == 0) return new(SqlInjectionKind.CommentCut, Confidence.Low, "closes the application's parenthesis and cuts the rest with a comment");
        return _broke && _facts.Reopened && IsConcatenation() ? new(SqlInjectionKind.Concatenation, Confidence.Low, "leaves the literal with an operator and enters it again") : null;
    }

    private bool IsLoneCondition()
    {
        var constant = _facts.LoneOperand is SqlOperand.Constant or SqlOperand.Call;
        if (_facts.Reopened) return _facts.ReopenedLength <= 2 && _facts.Names == 0 && IsOneWord() && _facts.ReopenedLength + _facts.Texts + _facts.Operators > 0;
        if (_cut == SqlCut.Bare) return constant || _broke;
        return constant && (_broke ? _facts.Texts == 0 && !IsGlued : _facts.ClosedOuter > 0);
    }

    // The quote may close a text that only names the comment sign: "#".
    private bool IsNothingElse() =>
        !_rest.Contains(SqlQuotes.Closing(_context)) && _context is not (SqlContext.BackQuoted or SqlContext.Bracketed) && _facts.Operators == 0 && _facts.Connectives == 0 && _facts.Names == 0 && _facts.Texts == 0 && _facts.Numbers == 0;

    private bool IsOneWord() => _content.IndexOf((byte)' ') < 0;

    // "'-'" as a whole value compares the application's column with a number; with an operand between two operators it computes.
    private bool IsConcatenation()
    {
        if (_facts.Operators == 1) return _content.IsEmpty && _facts.ReopenedLength == 0 && _facts.Technical == 0 && _facts.Names == 0;
        return _facts.Joins > 1 && _facts.Commas == 0 && _facts.LooseComparison == SqlComparison.None && _facts.Names + _facts.Numbers + _facts.Calls + _facts.Variables > 0;
    }
}
