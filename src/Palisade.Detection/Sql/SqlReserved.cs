namespace Palisade.Detection.Sql;

/// <summary>Which keywords may also name a column or a table.</summary>
internal static class SqlReserved
{
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
