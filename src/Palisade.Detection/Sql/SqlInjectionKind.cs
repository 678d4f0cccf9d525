namespace Palisade.Detection.Sql;

/// <summary>What the value makes of the statement it is put into.</summary>
public enum SqlInjectionKind
{
    /// <summary>A condition is added: <c>' or 1=1</c>.</summary>
    Condition,

    /// <summary>A second query is joined: <c>UNION SELECT</c>.</summary>
    Union,

    /// <summary>A function with side effects, or one that tells about the server, is called.</summary>
    FunctionCall,

    /// <summary>Another statement is run, behind a semicolon or as the whole value.</summary>
    Statement,

    /// <summary>A query is nested: <c>(select ...)</c>.</summary>
    Subquery,

    /// <summary>A comment cuts the rest of the application's statement.</summary>
    CommentCut,

    /// <summary>The shape of the query is felt out: <c>ORDER BY 5</c>, <c>HAVING</c>, <c>GROUP BY</c>.</summary>
    Probing,

    /// <summary>A file is read or written: <c>INTO OUTFILE</c>, <c>load_file</c>.</summary>
    FileAccess,

    /// <summary>The literal is left by an operator and entered again: <c>'||x||'</c>.</summary>
    Concatenation,
}
