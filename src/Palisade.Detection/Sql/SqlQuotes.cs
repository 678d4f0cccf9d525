namespace Palisade.Detection.Sql;

/// <summary>The bytes that open and close each quoted context; 0 where there is none.</summary>
internal static class SqlQuotes
{
    public static byte Closing(SqlContext context) => context == SqlContext.Bracketed ? (byte)']' : Opening(context);

    public static byte Opening(SqlContext context) => context switch
    {
        SqlContext.SingleQuoted => (byte)'\'',
        SqlContext.DoubleQuoted => (byte)'"',
        SqlContext.BackQuoted => (byte)'`',
        SqlContext.Bracketed => (byte)'[',
        _ => 0,
    };
}
