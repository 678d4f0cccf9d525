namespace Palisade.Detection.Sql;

/// <summary>What one reading of a value showed. Everything that a verdict rests on is here.</summary>
internal struct SqlFacts
{
    /// <summary>The strongest comparison that decides a condition (behind AND, OR, WHERE, HAVING...).</summary>
    public SqlComparison Condition;

    /// <summary>The strongest comparison that nothing connects to a condition yet.</summary>
    public SqlComparison LooseComparison;

    /// <summary>The strongest class of a function that is called.</summary>
    public SqlFunction Called;

    /// <summary>A function of the information class is an argument of another function.</summary>
    public bool NestedInformation;

    /// <summary>The first operand, when the value starts with one.</summary>
    public SqlOperand First;

    /// <summary>The operand that stands alone behind the last connective when the value ends; none when it is compared.</summary>
    public SqlOperand LoneOperand;

    /// <summary>Something is compared, whatever that tells.</summary>
    public bool Compares;

    public bool UnionSelect;
    public bool UnionWithoutSelect;
    public bool UnionAll;
    public bool Select;
    public bool SelectFrom;
    public bool Subquery;
    public bool Statement;
    public bool WeakStatement;
    public bool Stacked;
    public bool If;
    public bool OrderBy;
    public bool OrderByPosition;
    public bool GroupBy;
    public bool Having;
    public bool IntoFile;
    public bool IntoVariable;
    public bool Case;
    public bool SystemName;
    public bool Semicolon;

    public int Connectives;
    public int Operators;

    /// <summary>Operators that join texts in some dialect: <c>||</c>, <c>+</c>, <c>|</c>, <c>&amp;</c>.</summary>
    public int Joins;
    public int ClosedOuter;
    public int Numbers;

    /// <summary><c>NULL</c>, <c>TRUE</c> and <c>FALSE</c>.</summary>
    public int NamedConstants;
    public int Texts;
    public int Variables;
    public int SystemVariables;
    public int Niladics;
    public int Stars;
    public int Calls;
    public int Commas;
    public int Names;
    public int ProseNames;
    public int ImplicitAliases;

    /// <summary>The value ends inside a text that the application's own closing quote ends.</summary>
    public bool Reopened;

    /// <summary>Bytes of the text that the value ends in, without its quote.</summary>
    public int ReopenedLength;

    /// <summary>The whole value was understood, up to its end or to a comment that cuts the rest.</summary>
    public bool Complete;

    /// <summary>The value was understood to its end, which is no place for a statement to end.</summary>
    public bool IsCutShort;

    /// <summary>One behind the last byte that was understood.</summary>
    public int End;

    /// <summary>Tokens that prose does not have: the more, the less a sentence could read like this.</summary>
    public readonly int Technical =>
        Numbers + NamedConstants + Texts + (2 * Variables) + (3 * SystemVariables) + Niladics + Stars + Calls + (SystemName ? 3 : 0);
}

/// <summary>How much a comparison tells, weakest first.</summary>
internal enum SqlComparison : byte
{
    None,

    /// <summary>A name with a name or a value: <c>price &lt; 5</c>.</summary>
    Plain,

    /// <summary>With a call, a variable or a query on one side.</summary>
    Computed,

    /// <summary>Both sides are constants, or the same: always true or always false.</summary>
    Constant,
}

/// <summary>What an operand is.</summary>
internal enum SqlOperand : byte
{
    None,
    Constant,
    Name,
    Variable,
    Call,
    Query,
    Mixed,
}
