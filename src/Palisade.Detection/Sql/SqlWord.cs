namespace Palisade.Detection.Sql;

/// <summary>What is known about a word: its part in the grammar, what it does when called, and what sort of name it is.</summary>
internal readonly record struct SqlWord(SqlKeyword Keyword, SqlFunction Function = SqlFunction.None, SqlNameSort Sort = SqlNameSort.Plain);

/// <summary>What calling a function gives an attacker.</summary>
internal enum SqlFunction : byte
{
    /// <summary>Not a function of any database known here.</summary>
    None,

    /// <summary>Computes: <c>concat</c>, <c>substring</c>, <c>count</c>.</summary>
    Ordinary,

    /// <summary>Chooses between values: <c>if</c>, <c>iif</c>, <c>decode</c>.</summary>
    Choice,

    /// <summary>Tells about the server or the session: <c>version</c>, <c>database</c>.</summary>
    Information,

    /// <summary>Waits, burns time, provokes an error that shows data, reaches the network or runs commands.</summary>
    SideEffect,

    /// <summary>Reads or writes files.</summary>
    File,
}

/// <summary>What sort of name a word is when it is no keyword.</summary>
internal enum SqlNameSort : byte
{
    Plain,

    /// <summary>A system schema, catalogue or package.</summary>
    System,

    /// <summary>A name that means the system only in front of a dot: <c>mysql.user</c>, <c>master..sysdatabases</c>.</summary>
    SystemPrefix,

    /// <summary>A word that carries English sentences and no column or table is called after: <c>the</c>, <c>your</c>.</summary>
    Prose,
}
