namespace Palisade.Detection.Sql;

/// <summary>One token of a value. It is two words, which are written and copied as such: the processor waits for what is read in one piece and was written in several.</summary>
internal readonly struct SqlToken
{
    private readonly ulong _place;
    private readonly ulong _what;

    public SqlToken(SqlTokenKind kind, int start, int end, SqlWord word = default)
    {
        _place = (uint)start | ((ulong)(uint)end << 32);
        _what = (ulong)kind | ((ulong)word.Keyword << 8) | ((ulong)word.Function << 16) | ((ulong)word.Sort << 24);
    }

    /// <summary>The same, copied word by word.</summary>
    public SqlToken(in SqlToken same) => (_place, _what) = (same._place, same._what);

    private SqlToken(ulong place, ulong what) => (_place, _what) = (place, what);

    public SqlTokenKind Kind => (SqlTokenKind)(byte)_what;

    /// <summary>First byte, from 0.</summary>
    public int Start => (int)_place;

    /// <summary>One behind the last byte.</summary>
    public int End => (int)(_place >> 32);

    /// <summary>What is known about a name; nothing for other tokens.</summary>
    public SqlWord Word => new((SqlKeyword)(byte)(_what >> 8), (SqlFunction)(byte)(_what >> 16), (SqlNameSort)(byte)(_what >> 24));

    /// <summary>The same token of one byte, elsewhere.</summary>
    public SqlToken At(int start) => new((uint)start | ((ulong)(uint)(start + 1) << 32), _what);

    public bool Is(SqlKeyword keyword) => Kind == SqlTokenKind.Name && Word.Keyword == keyword;
}
