namespace Palisade.Detection.Sql;

/// <summary>What keywords can be beside themselves.</summary>
internal static class SqlReserved
{
    /// <summary>True for words that stand between operands and clauses, and so never behind an operator.</summary>
    public static bool IsConnecting(SqlKeyword keyword) =>
        keyword is SqlKeyword.And or SqlKeyword.Or or SqlKeyword.Like or SqlKeyword.In or SqlKeyword.Is or SqlKeyword.Between or (>= SqlKeyword.All and <= SqlKeyword.By) or SqlKeyword.Into or SqlKeyword.As;

    /// <summary>True for keywords that may also name a column or a table.</summary>
    public static bool CanName(SqlKeyword keyword) => keyword switch
    {
        SqlKeyword.None or SqlKeyword.SchemaObject or SqlKeyword.Tail or SqlKeyword.Prefix => true,
        SqlKeyword.Values or SqlKeyword.Replace or SqlKeyword.Truncate => true,
        SqlKeyword.Insert or SqlKeyword.Update or SqlKeyword.Delete or SqlKeyword.Drop or SqlKeyword.Create or SqlKeyword.Alter => false,
        SqlKeyword.Execute or SqlKeyword.Declare or SqlKeyword.Grant or SqlKeyword.WaitFor or SqlKeyword.If => false,
        >= SqlKeyword.Shutdown => true,
        _ => false,
    };
}
