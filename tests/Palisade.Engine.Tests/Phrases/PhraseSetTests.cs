using Palisade.Engine.Phrases;

namespace Palisade.Engine.Tests.Phrases;

public sealed class PhraseSetTests
{
    [Fact]
    public void Random_phrases_are_found_where_a_plain_search_finds_them()
    {
        var random = new Random(11);
        for (var round = 0; round < 400; round++)
        {
            byte[][] phrases = [.. Enumerable.Range(0, random.Next(12)).Select(_ => Text(random, 1 + random.Next(5)))];
            var value = Text(random, random.Next(40));
            var fold = random.Next(2) == 0;
            List<(int, int)> found = [];
            foreach (var match in PhraseSet.Build(phrases, fold).FindAll(value)) found.Add((match.Phrase, match.Start));
            Assert.Equal(Expected(phrases, value, fold), found);
        }
    }

    [Fact]
    public void The_first_to_end_wins_and_of_those_the_longest()
    {
        var set = PhraseSet.Build([Bytes("abcdef"), Bytes("cd"), Bytes("bcd")], foldCase: false);
        Assert.True(set.TryFindFirst("xabcdef"u8, out var match));
        Assert.Equal(new PhraseMatch(2, 2, 3), match);
    }

    [Fact]
    public void Only_ascii_letters_fold()
    {
        var set = PhraseSet.Build([Bytes("K[@\u00c9")], foldCase: true);
        Assert.True(set.TryFindFirst(Bytes("k[@\u00c9"), out _));
        Assert.False(set.TryFindFirst(Bytes("k{`\u00e9"), out _));
    }

    [Fact]
    public void No_phrase_finds_nothing()
    {
        var set = PhraseSet.Build([[]], foldCase: true);
        Assert.True(set.IsEmpty);
        Assert.False(set.TryFindFirst("anything"u8, out _));
    }

    [Fact]
    public void Every_byte_can_begin_and_continue_a_phrase()
    {
        byte[][] phrases = [.. Enumerable.Range(0, 65536).Select(n => new[] { (byte)(n >> 8), (byte)n })];
        var set = PhraseSet.Build(phrases, foldCase: false);
        Assert.True(set.TryFindFirst([0, 0xFF], out var match));
        Assert.Equal(255, match.Phrase);
        Assert.Equal(1 + 256 + 65536, set.States);
    }

    private static List<(int, int)> Expected(byte[][] phrases, byte[] value, bool fold)
    {
        List<(int Phrase, int Start)> all = [];
        for (var p = 0; p < phrases.Length; p++)
        {
            if (Enumerable.Range(0, p).Any(q => Same(phrases[q], phrases[p], fold))) continue;
            for (var at = 0; at + phrases[p].Length <= value.Length; at++)
            {
                if (Same(value[at..(at + phrases[p].Length)], phrases[p], fold)) all.Add((p, at));
            }
        }

        return [.. all.OrderBy(m => m.Start + phrases[m.Phrase].Length).ThenBy(m => m.Start)];
    }

    private static bool Same(byte[] a, byte[] b, bool fold) =>
        a.Length == b.Length && a.Zip(b).All(p => p.First == p.Second || (fold && char.IsAsciiLetter((char)p.First) && (p.First ^ p.Second) == 0x20));

    private static byte[] Text(Random random, int length)
    {
        const string letters = "aAbB\u00c1\u00e1";
        return [.. Enumerable.Range(0, length).Select(_ => (byte)letters[random.Next(letters.Length)])];
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
