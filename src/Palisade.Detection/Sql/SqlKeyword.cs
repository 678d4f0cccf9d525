namespace Palisade.Detection.Sql;

/// <summary>The words that steer the grammar; words with the same part share a member.</summary>
internal enum SqlKeyword : byte
{
    None,
    And,
    Or,
    Not,

    /// <summary><c>LIKE</c>, <c>RLIKE</c>, <c>REGEXP</c>, <c>ILIKE</c>, <c>GLOB</c>, <c>MATCH</c>.</summary>
    Like,
    In,
    Is,
    Between,

    /// <summary><c>DIV</c>, <c>MOD</c>, <c>COLLATE</c>: between two operands.</summary>
    Infix,

    /// <summary><c>NULL</c>, <c>TRUE</c>, <c>FALSE</c>.</summary>
    Constant,

    /// <summary><c>CURRENT_USER</c> and its kind: a call without parentheses.</summary>
    Niladic,

    /// <summary><c>DISTINCT</c>, <c>BINARY</c>, <c>ANY</c>: before an operand, changing nothing here.</summary>
    Prefix,
    Exists,
    All,
    Select,

    /// <summary><c>UNION</c>, <c>EXCEPT</c>, <c>INTERSECT</c>, <c>MINUS</c>.</summary>
    SetOperator,
    From,
    Where,
    Having,
    Group,
    Order,
    By,

    /// <summary><c>LIMIT</c>, <c>OFFSET</c>, <c>FETCH</c>, <c>FOR</c>, <c>ESCAPE</c>: an operand follows.</summary>
    Tail,
    Into,

    /// <summary><c>OUTFILE</c>, <c>DUMPFILE</c>.</summary>
    OutFile,
    Procedure,
    As,
    Case,
    When,
    Then,
    Else,
    End,

    /// <summary><c>JOIN</c> and the words before it.</summary>
    Join,
    On,

    /// <summary><c>ASC</c>, <c>DESC</c>, <c>ROLLUP</c>: behind an operand.</summary>
    Suffix,
    Values,
    Set,
    With,
    Insert,
    Replace,
    Update,
    Delete,
    Drop,
    Create,
    Alter,
    Truncate,
    Execute,
    Declare,
    WaitFor,
    Shutdown,
    Grant,
    Call,
    Handler,
    Load,
    Copy,
    Bulk,
    If,
    Begin,
    Merge,
    Rename,
    Attach,
    Pragma,
    Kill,
    Backup,
    Use,
    Show,
    Explain,
    Prepare,

    /// <summary>What <c>DROP</c>, <c>CREATE</c> and <c>ALTER</c> work on: <c>TABLE</c>, <c>VIEW</c>, <c>USER</c>.</summary>
    SchemaObject,
    To,
}
