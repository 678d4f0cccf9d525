using System.Buffers;

namespace Palisade.Detection.Sql;

/// <summary>Tells from its first two words, or from its bytes, that a value which is put in bare is no SQL in any dialect: what the grammar would stop at at once, without a grammar.</summary>
internal static class SqlOpening
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789 .,:+-"u8);

    /// <summary>True when a reading from the start of the value shows nothing. May say false in vain.</summary>
    /// <param name="value">Not empty.</param>
    public static bool IsHopeless(ReadOnlySpan<byte> value)
    {
        var first = value[0];
        if (first == '/') return value.Length > 1 && value[1] != '*';
        if (SqlBytes.IsDigit(first)) return value.IndexOfAnyExcept(NumberBytes) < 0;
        var end = WordEnd(value, 0);
        if (end == 0 || end + 1 >= value.Length) return false;
        var next = value[end + 1];
        return value[end] switch
        {
            // https://, name: value. Two colons are a cast.
            (byte)':' => next is not ((byte)':' or (byte)'=') && IsName(value[..end]),
            (byte)' ' => IsName(value[..end]) && IsFollowedByName(value, end + 1),
            _ => false,
        };
    }

    // Nothing stands between two names that are no keywords, except behind SELECT.
    private static bool IsFollowedByName(ReadOnlySpan<byte> value, int start)
    {
        var end = WordEnd(value, start);
        if (end == start || (end < value.Length && value[end] is (byte)'.' or (byte)'$' or (byte)'\'' or >= 0x80)) return false;
        return SqlVocabulary.Find(value[start..end]).Keyword == SqlKeyword.None;
    }

    private static bool IsName(ReadOnlySpan<byte> word) => SqlVocabulary.Find(word) is { Keyword: SqlKeyword.None, Function: SqlFunction.None };

    // Of a word in ASCII; at itself when none starts there.
    private static int WordEnd(ReadOnlySpan<byte> value, int at)
    {
        if (at >= value.Length || (!SqlBytes.IsLetter(value[at]) && value[at] != '_')) return at;
        while (at < value.Length && (SqlBytes.IsLetter(value[at]) || SqlBytes.IsDigit(value[at]) || value[at] == '_')) at++;
        return at;
    }
}
