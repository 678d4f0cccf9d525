namespace Palisade.Detection.Sql;

/// <summary>
/// Bytes that are a token by themselves, told by what follows in two tables: of a value cut into single bytes, which takes the longest,
/// nearly all. For the others the lexer has a case each; where both can tell, they say the same.
/// </summary>
internal static class SqlLoneByte
{
    private static readonly SqlToken[] Tokens = new SqlToken[byte.MaxValue + 1];
    private static readonly Follower[] Extending = new Follower[byte.MaxValue + 1];
    private static readonly Follower[] Classes = new Follower[byte.MaxValue + 1];

    static SqlLoneByte()
    {
        for (var b = 0; b <= byte.MaxValue; b++)
        {
            if (SqlBytes.ContinuesWord((byte)b)) Classes[b] = Follower.Word;
            if (SqlBytes.StartsWord((byte)b)) Add((byte)b, SqlTokenKind.Name, Follower.Word | Follower.Dot | Follower.Quote);
            if (SqlBytes.IsDigit((byte)b)) Add((byte)b, SqlTokenKind.Number, Follower.Word | Follower.Dot);
        }

        Classes['.'] = Follower.Dot;
        Classes['\''] = Follower.Quote;
        Classes['-'] = Follower.Dash;
        foreach (var b in "=<>~"u8) Classes[b] = Follower.Comparison;
        foreach (var b in "*/"u8) Classes[b] = Follower.Comment;
        foreach (var b in "&|:@"u8) Classes[b] = Follower.Second;
        Add('(', SqlTokenKind.Open);
        Add(')', SqlTokenKind.Close);
        Add('{', SqlTokenKind.OpenBrace);
        Add('}', SqlTokenKind.CloseBrace);
        Add(',', SqlTokenKind.Comma);
        Add(';', SqlTokenKind.Semicolon);
        Add('=', SqlTokenKind.Comparison, Follower.Comparison);
        Add('<', SqlTokenKind.Comparison, Follower.Comparison | Follower.Second);
        Add('>', SqlTokenKind.Comparison, Follower.Comparison);
        Add('!', SqlTokenKind.Not, Follower.Comparison);
        Add('~', SqlTokenKind.Sign, Follower.Comparison | Follower.Comment);
        Add('^', SqlTokenKind.Operator, Follower.Comparison | Follower.Comment);
        Add('-', SqlTokenKind.Sign, Follower.Comparison | Follower.Dash);
        Add('+', SqlTokenKind.Sign, Follower.Word);
        Add('*', SqlTokenKind.Star, Follower.Comment);
        Add('/', SqlTokenKind.Operator, Follower.Comment);
        Add('%', SqlTokenKind.Operator);
        foreach (var b in "&|"u8) Add(b, SqlTokenKind.Operator, Follower.Second);
        Add(':', SqlTokenKind.Other, Follower.Comparison | Follower.Second);
        foreach (var b in ".\\"u8) Add(b, SqlTokenKind.Other, Follower.Word);
        foreach (var b in "?]"u8) Add(b, SqlTokenKind.Other);

        // Blanks of some dialects, alone or together.
        Tokens[0xA0] = Tokens[0xC2] = default;
    }

    [Flags]
    private enum Follower : byte
    {
        None = 0,
        Word = 1,
        Dot = 2,
        Quote = 4,
        Dash = 8,
        Comparison = 16,
        Comment = 32,

        /// <summary>What makes one sign of two.</summary>
        Second = 64,
    }

    /// <summary>The token that one byte is, if it is one.</summary>
    /// <param name="b">The byte.</param>
    /// <param name="next">The one behind it; 0 at the end.</param>
    /// <param name="at">Where it stands.</param>
    /// <returns>Of kind <see cref="SqlTokenKind.End"/> where these two do not tell.</returns>
    public static SqlToken Read(byte b, byte next, int at) => (Extending[b] & Classes[next]) == Follower.None ? Tokens[b].At(at) : default;

    private static void Add(byte b, SqlTokenKind kind, Follower extending = Follower.None)
    {
        Tokens[b] = new SqlToken(kind, 0, 1, SqlVocabulary.Find([b]));
        Extending[b] = extending;
    }

    private static void Add(char b, SqlTokenKind kind, Follower extending = Follower.None) => Add((byte)b, kind, extending);
}
