namespace Palisade.Detection.Sql;

/// <summary>
/// Decides whether the facts of one reading make an injection. Strong facts stand by themselves; weak ones count only when the rest of
/// the application's statement is taken care of: cut by a comment, or its closing quote used by a text that the value opened.
/// </summary>
internal readonly ref partial struct SqlJudge
{
    private readonly SqlFacts _facts;
    private readonly SqlCut _cut;
    private readonly bool _broke;
    private readonly bool _disguised;
    private readonly SqlContext _context;
    private readonly ReadOnlySpan<byte> _content;
    private readonly ReadOnlySpan<byte> _rest;

    public SqlJudge(ReadOnlySpan<byte> text, in SqlGrammar reading)
    {
        _facts = reading.Facts;
        _context = reading.Context;
        _broke = reading.Broke;
        _disguised = reading.Lexer.SawDisguise || reading.Lexer.SawComment;
        _cut = _facts.Complete ? SqlCuts.Of(text, reading.Lexer.CutAt) : SqlCut.None;
        _rest = _broke ? text[reading.Start..] : text;
        _content = _broke ? text[..(reading.Start - 1)] : default;
    }

    private bool Cuts => _cut != SqlCut.None;

    /// <summary>High for a firm start that shows what it is; else medium.</summary>
    private Confidence FirmlyHigh(bool shown = true) => StartsFirmly && shown ? Confidence.High : Confidence.Medium;

    /// <summary>The application's closing quote, or all that follows, is taken care of.</summary>
    private bool Closes => Cuts || _facts.Reopened;

    /// <summary>The value starts with an operand that cannot be a word of a sentence, or had to leave a literal.</summary>
    private bool StartsFirmly => _broke || _facts.First is not (SqlOperand.None or SqlOperand.Name);

    // "length(name) = 5 and upper(x) = y" is a filter in many languages; only what asks the server itself is SQL for certain.
    private bool ComputesAsSql
    {
        get
        {
            if (_broke || _facts.First is not (SqlOperand.Name or SqlOperand.Call)) return StartsFirmly || (_facts.Technical > 1 && !_facts.If);
            if (_facts.Called >= SqlFunction.Information || _facts.Subquery || _facts.SystemVariables > 0) return true;
            return _facts.First == SqlOperand.Name && _facts.Connectives > 0 && _facts.Technical > 1;
        }
    }

    /// <summary>A call at the start of a value that nothing else in it explains: a program, or a manual's "sleep(2) waits".</summary>
    private bool IsPlainText =>
        !_broke && !_facts.Select && !_facts.Stacked && _facts.Connectives == 0 && (_facts.Operators == 0 || _facts.First == SqlOperand.Name) && !_facts.Compares
        && (!_facts.Complete || _cut == SqlCut.WithText);

    /// <summary>Goes on behind the application's operand and cuts the rest: <c>OR x=y#</c>.</summary>
    private bool IsCutFragment => _cut == SqlCut.Bare && !_facts.Select && _facts.First == SqlOperand.None;

    /// <summary>Nothing but a constant comparison behind a connective, to the end of the value: <c>OR 1=1</c>.</summary>
    private bool IsBareFragment => !_broke && _facts.First == SqlOperand.None && _facts.Complete && _facts.Technical > 1 && _facts.Names == 0;

    /// <summary>The word behind the quote touches it, as in French, where d'or is of gold.</summary>
    private bool IsGlued => _broke && _rest[0] > 0x20;

    private bool IsProse => _facts.ProseNames > 0 && _facts.Technical < 3;

    public SqlVerdict? Judge() =>
        JudgeCalls() ?? JudgeUnion() ?? JudgeStatement() ?? JudgeCondition() ?? JudgeSelect() ?? JudgeProbing() ?? JudgeRemains();

    private static SqlVerdict Low(SqlInjectionKind kind, string what) => new(kind, Confidence.Low, what);

    private SqlVerdict? JudgeCalls()
    {
        if (_facts.IntoFile) return new(SqlInjectionKind.FileAccess, Confidence.High, "writes a file");
        if (IsPlainText) return null;
        var confidence = StartsFirmly && (_broke || _facts.Connectives > 0 || _facts.Select || _cut == SqlCut.Bare) ? Confidence.High : Confidence.Medium;
        return _facts.Called switch
        {
            SqlFunction.File => new(SqlInjectionKind.FileAccess, confidence, "calls a function that reads or writes files"),
            SqlFunction.SideEffect => new(SqlInjectionKind.FunctionCall, confidence, "calls a function that waits, provokes errors or reaches outside the database"),
            _ => null,
        };
    }

    private SqlVerdict? JudgeUnion()
    {
        // No sentence leaves a quote, asks a table and takes care of what stands behind it, whatever its columns are called.
        if (_facts.UnionSelect && (!IsProse || (_broke && StartsFirmly && _facts.SelectFrom && Closes)))
        {
            var shown = _facts.Technical > 0 || _disguised;
            if (shown || Cuts || (StartsFirmly && (_facts.SelectFrom || _facts.Reopened)))
            {
                return new(SqlInjectionKind.Union, FirmlyHigh(shown || (_broke && Cuts)), "joins a second query with UNION SELECT");
            }
        }

        if (_facts.UnionSelect && _broke && _facts.IsCutShort && _facts.Names == 0) return new(SqlInjectionKind.Union, _content.Contains((byte)' ') ? Confidence.Low : Confidence.Medium, "starts a second query with UNION SELECT");
        if (!_facts.UnionWithoutSelect) return null;
        if (_context == SqlContext.AfterComment && _facts.UnionAll && _facts.First == SqlOperand.Constant) return Low(SqlInjectionKind.Union, "joins a query with UNION ALL behind a comment");
        return _broke && _facts.ClosedOuter > 1 ? Low(SqlInjectionKind.Union, "closes the application's parentheses and joins a query with UNION") : null;
    }

    // Documents show statements between quotes or back quotes; who leaves a literal has no use for its quote any more, or ends the statement before.
    private bool IsQuotation => _broke && !_facts.Semicolon && _content.Contains((byte)' ') && _rest.Contains(SqlQuotes.Closing(_context));

    // Some databases take a second statement without a semicolon; "2024 select * wildcard" and "null select" are words.
    private bool IsSecondQuery => _facts.Semicolon || _broke || _facts.SelectFrom || _facts.Calls + _facts.SystemVariables > 0 || (_facts.Complete && _facts.Technical > 2);

    private SqlVerdict? JudgeStatement()
    {
        if (IsQuotation) return null;
        if (_facts.Statement && !IsProse) return new(SqlInjectionKind.Statement, _facts.Stacked || _broke ? Confidence.High : Confidence.Medium, "runs a statement of its own");
        if (!_facts.Stacked || IsProse) return null;

        // Of "select" and "from", put in quotes by a sentence, nothing is left but a text.
        var selects = _facts.Select && IsSecondQuery && _facts.Technical + _facts.Names > _facts.Texts;
        if (selects && (_facts.Technical > 0 || (_facts.SelectFrom && Closes))) return new(SqlInjectionKind.Statement, Confidence.High, "runs a query of its own");
        if (_facts.WeakStatement && _facts.Calls > 0) return new(SqlInjectionKind.Statement, Confidence.Medium, "calls a function in a statement of its own");
        return _facts.WeakStatement && _facts.Semicolon && Closes ? Low(SqlInjectionKind.Statement, "starts a statement of its own and cuts the rest") : null;
    }

    private SqlVerdict? JudgeCondition()
    {
        switch (_facts.Condition)
        {
            case SqlComparison.Constant:
                return new(SqlInjectionKind.Condition, IsBareFragment ? Confidence.High : FirmlyHigh(), "adds a condition that is always true or always false");
            case SqlComparison.Computed when ComputesAsSql:
                return new(SqlInjectionKind.Condition, FirmlyHigh(), "adds a condition on a function, variable or query");
            case SqlComparison.None when _broke && _cut == SqlCut.Bare && _facts.LooseComparison == SqlComparison.Constant:
                return new(SqlInjectionKind.Condition, Confidence.High, "compares the literal it left with a constant and cuts the rest");
            case SqlComparison.Plain when StartsFirmly && Closes:
                return new(SqlInjectionKind.Condition, _broke ? Confidence.High : Confidence.Medium, "adds a condition and takes care of the rest");
            case SqlComparison.Plain when _facts.Complete && !IsProse && !IsGlued && (StartsFirmly ? _facts.Connectives > 0 : IsCutFragment):
                return new(SqlInjectionKind.Condition, Confidence.Low, "adds a condition");
            default:
                return null;
        }
    }
}
