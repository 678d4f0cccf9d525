namespace Palisade.Detection.Sql;

/// <summary>Where in its statement the application is assumed to have put the value.</summary>
public enum SqlContext
{
    /// <summary>As it is: a number, a column, a whole statement.</summary>
    Bare,

    /// <summary>Between single quotes.</summary>
    SingleQuoted,

    /// <summary>Between double quotes.</summary>
    DoubleQuoted,

    /// <summary>Between back quotes, as a MySQL identifier.</summary>
    BackQuoted,

    /// <summary>Between square brackets, as an identifier of SQL Server or SQLite.</summary>
    Bracketed,

    /// <summary>Behind a block comment inside the value: what stood before it does not count.</summary>
    AfterComment,
}
