namespace Palisade.Engine.Tests.Operators;

public sealed class TextOperatorTests
{
    [Theory]
    [InlineData("beginsWith", "abc", "abcdef", true)]
    [InlineData("beginsWith", "abc", "xabc", false)]
    [InlineData("beginsWith", "abc", "ab", false)]
    [InlineData("beginsWith", "", "", true)]
    [InlineData("beginsWith", "", "x", true)]
    [InlineData("beginsWith", "Abc", "abc", false)]
    [InlineData("endsWith", "def", "abcdef", true)]
    [InlineData("endsWith", "def", "defx", false)]
    [InlineData("endsWith", "def", "ef", false)]
    [InlineData("endsWith", "", "x", true)]
    [InlineData("streq", "abc", "abc", true)]
    [InlineData("streq", "abc", "abcd", false)]
    [InlineData("streq", "", "", true)]
    [InlineData("contains", "", "", true)]
    [InlineData("contains", "", "abc", true)]
    [InlineData("contains", "abc", "", false)]
    [InlineData("contains", "b\0c", "ab\0cd", true)]
    [InlineData("contains", "ABC", "abc", false)]
    [InlineData("strmatch", "bc", "abcd", true)]
    [InlineData("strmatch", "b*d", "abcd", false)]
    [InlineData("within", "GET POST", "GET", true)]
    [InlineData("within", "GET POST", "ET P", true)]
    [InlineData("within", "GET POST", "", true)]
    [InlineData("within", "", "", true)]
    [InlineData("within", "", "GET", false)]
    [InlineData("within", "GET POST", "get", false)]
    public void A_text_is_compared_byte_for_byte(string name, string argument, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches(name, argument, value));

    [Theory]
    [InlineData("or", "or", true)]
    [InlineData("or", "1 or 2", true)]
    [InlineData("or", "for", false)]
    [InlineData("or", "ore", false)]
    [InlineData("or", "or1", true)]
    [InlineData("or", "_or_", true)]
    [InlineData("or", "fore or", true)]
    [InlineData("or", "or else", true)]
    [InlineData("or", "\u00e9or\u00e9", true)]
    [InlineData("", "", true)]
    [InlineData("", "abc", true)]
    [InlineData("or", "", false)]
    [InlineData("aa", "aaa aa", true)]
    [InlineData("a a", "xa a a", true)]
    public void A_word_has_no_letter_beside_it(string word, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("containsWord", word, value));

    [Theory]
    [InlineData("beginsWith", "key=1")]
    [InlineData("endsWith", "1;key")]
    [InlineData("streq", "key")]
    [InlineData("contains", "a key b")]
    [InlineData("containsWord", "a key b")]
    [InlineData("strmatch", "a key b")]
    [InlineData("within", "ke")]
    public void Where_the_text_has_macros_the_expanded_text_counts(string name, string value)
    {
        Assert.True(Op.Matches(name, "%{tx.word}", value, expanded: "key"));
        Assert.False(Op.Matches(name, "%{tx.word}", value, expanded: "other"));
    }

    [Fact]
    public void A_text_without_macros_ignores_what_the_run_holds() =>
        Assert.False(Op.Matches("streq", "abc", "xyz", expanded: "xyz"));

    [Fact]
    public void A_long_text_is_found_where_it_is_and_only_there()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var value = Random(random, 200);
            var text = Random(random, 33 + random.Next(30));
            if (random.Next(2) == 0 && value.Length > text.Length) text = value.Substring(random.Next(value.Length - text.Length), text.Length);
            Assert.Equal(value.Contains(text, StringComparison.Ordinal), Op.Matches("contains", text, value));
        }
    }

    private static string Random(Random random, int length) =>
        string.Create(length, random, static (span, r) =>
        {
            foreach (ref var c in span) c = r.Next(8) == 0 ? 'b' : 'a';
        });
}
