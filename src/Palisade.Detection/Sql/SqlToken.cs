namespace Palisade.Detection.Sql;

/// <summary>One token of a value.</summary>
internal readonly struct SqlToken
{
    public SqlToken(SqlTokenKind kind, int start, int end, SqlWord word = default)
    {
        Kind = kind;
        Start = start;
        End = end;
        Word = word;
    }

    public SqlTokenKind Kind { get; }

    /// <summary>First byte, from 0.</summary>
    public int Start { get; }

    /// <summary>One behind the last byte.</summary>
    public int End { get; }

    /// <summary>What is known about a name; nothing for other tokens.</summary>
    public SqlWord Word { get; }

    public bool Is(SqlKeyword keyword) => Kind == SqlTokenKind.Name && Word.Keyword == keyword;
}
