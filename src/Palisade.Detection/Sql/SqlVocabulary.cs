using System.Collections.Frozen;

namespace Palisade.Detection.Sql;

/// <summary>The one table of words: keywords of the dialects, functions by what they do, system names, and words of prose.</summary>
internal static class SqlVocabulary
{
    private const int LongestWord = 40;

    private static readonly FrozenDictionary<string, SqlWord> Words = Build();

    private static readonly FrozenDictionary<string, SqlWord>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is known about a word, whatever its case; the empty answer for any other.</summary>
    public static SqlWord Find(ReadOnlySpan<byte> word)
    {
        if (word.Length is 0 or > LongestWord) return default;
        Span<char> lower = stackalloc char[LongestWord];
        for (var i = 0; i < word.Length; i++)
        {
            var b = word[i];
            lower[i] = (char)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b);
        }

        return Lookup.TryGetValue(lower[..word.Length], out var found) ? found : default;
    }

    private static FrozenDictionary<string, SqlWord> Build()
    {
        var words = new Dictionary<string, SqlWord>(StringComparer.Ordinal);
        foreach (var (keyword, list) in SqlKeywordList.All)
        {
            foreach (var word in list.Split(' ')) words.Add(word, new SqlWord(keyword));
        }

        foreach (var (function, list) in SqlFunctionList.All)
        {
            // A keyword can be a function too: LEFT JOIN and left(x, 1).
            foreach (var word in list.Split(' ')) words[word] = words.GetValueOrDefault(word) with { Function = function };
        }

        foreach (var (sort, list) in SqlNameList.All)
        {
            foreach (var word in list.Split(' ')) words[word] = words.GetValueOrDefault(word) with { Sort = sort };
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
