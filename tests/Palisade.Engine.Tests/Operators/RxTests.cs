using System.Text;
using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class RxTests
{
    [Theory]
    [InlineData("^a.c$", "abc", true)]
    [InlineData("^a.c$", "abcd", false)]
    [InlineData("a.c", "a\nc", true)]
    [InlineData("^b$", "a\nb\nc", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", true)]
    [InlineData("A", "a", false)]
    [InlineData("(?i)A", "a", true)]
    public void A_pattern_matches_somewhere_in_the_value(string pattern, string value, bool expected)
    {
        Assert.Equal(expected, Op.Matches("rx", pattern, value));
        Assert.Equal(expected, Op.Matches("rxGlobal", pattern, value));
    }

    [Theory]
    [InlineData("(aa)(bb|cc)?(dd)", "aadd", new[] { "aadd", "aa", "", "dd" })]
    [InlineData("b(c)", "abcabc", new[] { "bc", "c" })]
    [InlineData("x", "abc", new string[0])]
    [InlineData("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "abcdefghijk", new[] { "abcdefghijk", "a", "b", "c", "d", "e", "f", "g", "h", "i" })]
    public void The_match_and_its_groups_are_captured(string pattern, string value, string[] captures) =>
        Assert.Equal(captures, Op.Captures("rx", pattern, value));

    [Theory]
    [InlineData("(^|a)(b|c)(d)", "bdacd", new[] { "bd", "", "b", "d", "acd", "a", "c", "d" })]
    [InlineData("a", "aaaaaaaaaaaaaaaa", new[] { "a", "a", "a", "a", "a", "a", "a", "a", "a", "a" })]
    [InlineData("[0-9]+", "a1b22c333", new[] { "1", "22", "333" })]
    public void The_global_form_captures_every_match(string pattern, string value, string[] captures) =>
        Assert.Equal(captures, Op.Captures("rxGlobal", pattern, value));

    [Theory]
    [InlineData("rx")]
    [InlineData("rxGlobal")]
    [InlineData("verifyCC")]
    public void A_pattern_that_does_not_parse_is_a_fault(string name)
    {
        var (created, faults) = Op.Create(name, "a(b");
        Assert.Null(created);
        Assert.Equal("SL4003", Assert.Single(faults).Code);
        Assert.True(faults[0].At.Column >= 20);
    }

    [Fact]
    public void A_pattern_with_macros_is_compiled_for_what_they_expand_to()
    {
        var op = Op.Of("rx", "^%{tx.word}$");
        for (var i = 0; i < 500; i++)
        {
            var word = Encoding.ASCII.GetBytes($"word{i}");
            Assert.True(op.Matches(word, Op.Run($"^word{i}$")));
        }

        Assert.False(op.Matches("word1"u8, Op.Run("^word2$")));
        Assert.False(op.Matches("("u8, Op.Run("(")));
        Assert.True(op.Matches("("u8, Op.Run("")));
    }

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("((((((((((a?){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}")]
    [InlineData("[\\w\\W]{1,65535}[\\w\\W]{1,65535}")]
    [InlineData("(x+x+)+y")]
    [InlineData("((((((((((a?)*)*)*)*)*)*)*)*)*)*z")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)[^x]")]
    [InlineData("(x|xx|xxx)*\\1y")]
    public void A_pattern_that_a_client_wrote_takes_no_more_than_a_moment(string pattern)
    {
        var op = Op.Of("rx", "%{args.p}");
        var value = Op.Bytes(new string('x', 100_000));
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        op.Matches(value, Op.Run(pattern));
        op.Matches(value, Op.Run(string.Concat(Enumerable.Repeat(pattern, 4096 / pattern.Length))));
        op.Matches(value, Op.Run(new string('(', 4000) + new string(')', 4000)));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3), $"{System.Diagnostics.Stopwatch.GetElapsedTime(start)}");
    }

    [Theory]
    [InlineData("(?:a{1,200}){100}")]
    [InlineData("(?:a{200,}b?){60}")]
    public void An_expanded_pattern_that_is_too_big_is_a_limit(string pattern)
    {
        var run = Op.Run(pattern);
        Assert.False(Op.Of("rx", "%{args.p}").Matches(Op.Bytes(new string('a', 100_000)), run));
        Assert.True(run.LimitExceeded);
    }

    [Fact]
    public void An_expanded_pattern_that_is_too_long_is_a_limit()
    {
        var run = Op.Run(new string('a', 5000));
        Assert.False(Op.Of("rx", "%{args.p}").Matches(Op.Bytes(new string('a', 6000)), run));
        Assert.True(run.LimitExceeded);
    }

    [Fact]
    public void A_limit_that_trips_is_reported_and_matches_nothing()
    {
        var op = Op.Of("rx", "^(?:(a|aa)+)\\1c$", new OperatorOptions { PatternTimeLimit = TimeSpan.FromMilliseconds(1) });
        var run = Op.Run();
        Assert.False(op.Matches(Op.Bytes(new string('a', 5000) + "cx"), run));
        Assert.True(run.LimitExceeded);
    }
}
