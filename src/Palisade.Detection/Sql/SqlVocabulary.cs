using Palisade.Detection.Text;

namespace Palisade.Detection.Sql;

/// <summary>The one table of words: keywords of the dialects, functions by what they do, system names, and words of prose.</summary>
internal static class SqlVocabulary
{
    private const int LongestWord = 40;

    private static readonly WordTable<SqlWord> Words = Build();

    /// <summary>What is known about a word, whatever its case; the empty answer for any other.</summary>
    public static SqlWord Find(ReadOnlySpan<byte> word) => word.Length <= LongestWord && Words.TryGetAnyCase(word, out var found) ? found : default;

    private static WordTable<SqlWord> Build()
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

        return new(words);
    }
}
