using System.Text;
using Palisade.Detection.Text;

namespace Palisade.Detection.Tests.Text;

public sealed class WordTableTests
{
    private const string Letters = "abAB@[`{z09_é";

    [Fact]
    public void It_finds_what_a_dictionary_finds()
    {
        var random = new Random(20261126);
        for (var round = 0; round < 200; round++)
        {
            var words = Enumerable.Range(0, random.Next(60)).Select(_ => Word(random)).Distinct(StringComparer.Ordinal).Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i, StringComparer.Ordinal);
            var table = new WordTable<int>(words);
            foreach (var word in words.Keys.Concat(Enumerable.Range(0, 100).Select(_ => Word(random))).SelectMany(Near).Append(""))
            {
                var bytes = Encoding.Latin1.GetBytes(word);
                Assert.Equal(Expected(words, word), table.TryGet(bytes, out var exact) ? exact : -1);
                Assert.Equal(Expected(words, Lower(word)), table.TryGetAnyCase(bytes, out var any) ? any : -1);
            }
        }
    }

    [Fact]
    public void Words_that_no_bytes_can_be_and_words_that_are_too_long_are_not_there()
    {
        var table = new WordTable<int>(new Dictionary<string, int>(StringComparer.Ordinal) { ["Łódź"] = 1, [new string('a', WordTable<int>.LongestWord + 1)] = 2, [""] = 3, ["short"] = 4 });

        Assert.False(table.TryGet(Encoding.Latin1.GetBytes(new string('a', WordTable<int>.LongestWord + 1)), out _));
        Assert.False(table.TryGet([], out _));
        Assert.True(table.TryGetAnyCase("SHORT"u8, out _));
    }

    private static int Expected(Dictionary<string, int> words, string word) => words.TryGetValue(word, out var meaning) ? meaning : -1;

    private static string Lower(string word) => string.Concat(word.Select(c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 1 + random.Next(random.Next(2) == 0 ? 4 : WordTable<int>.LongestWord)).Select(_ => Letters[random.Next(Letters.Length)]));

    // The word, one byte less, one more, and one byte of another sort at each of its ends.
    private static IEnumerable<string> Near(string word) => [word, word[1..], word[..^1], word + "a", "@" + word[1..], word[..^1] + "`", word.ToUpperInvariant().Replace('É', 'é'), Lower(word)];
}
