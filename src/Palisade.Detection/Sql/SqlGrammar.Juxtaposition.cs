namespace Palisade.Detection.Sql;

/// <content>A word behind an operand that no clause explains: an alias, a new statement, or the end of what is SQL.</content>
internal ref partial struct SqlGrammar
{
    private bool ReadJuxtaposed()
    {
        var word = _token.Word;
        if (_depth == 0 && StartsStatement(word.Keyword) && IsFirm(word.Keyword))
        {
            FinishComparison(ref Frame);
            if (_facts.If) Decide(_facts.LooseComparison);
            _facts.Stacked |= _facts.First != SqlOperand.None || Broke;
            Frame = default;
            _expect = Expect.Statement;
            return true;
        }

        if (Broke && _depth == 0 && _next.Kind == SqlTokenKind.Open && word.Function >= SqlFunction.SideEffect)
        {
            _calledBeside = true;
            Separate(ref Frame);
            return ReadOperand();
        }

        if (!Frame.AliasAllowed || !SqlReserved.CanName(word.Keyword)) return false;
        Frame.AliasAllowed = false;
        _facts.ImplicitAliases++;
        CountName(word);
        return TakeFor(Expect.AfterOperand);
    }

    // Behind a name, most verbs go on with a sentence; these three have a form that no sentence has.
    private readonly bool IsFirm(SqlKeyword verb) =>
        Broke || _facts.If || _facts.ClosedOuter > 0 || _facts.First is not (SqlOperand.Name or SqlOperand.Mixed)
        || verb is SqlKeyword.WaitFor or SqlKeyword.Execute or SqlKeyword.Declare;

    // SQL Server needs no semicolon between statements.
    private static bool StartsStatement(SqlKeyword keyword) =>
        keyword == SqlKeyword.Select || (keyword >= SqlKeyword.Insert && keyword is not (SqlKeyword.SchemaObject or SqlKeyword.To));
}
