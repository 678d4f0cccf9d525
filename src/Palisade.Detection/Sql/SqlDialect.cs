namespace Palisade.Detection.Sql;

/// <summary>The two families whose tokens differ; what they agree on needs one reading only.</summary>
internal enum SqlDialect : byte
{
    /// <summary>Backslash escapes, <c>#</c> starts a comment, <c>--</c> only before a blank, <c>/*!</c> is code (MySQL, MariaDB).</summary>
    MySql,

    /// <summary>The same server told not to take backslashes as escapes.</summary>
    MySqlWithoutEscapes,

    /// <summary>No backslash escapes, <c>--</c> always starts a comment (PostgreSQL, SQL Server, Oracle, SQLite).</summary>
    Standard,
}
