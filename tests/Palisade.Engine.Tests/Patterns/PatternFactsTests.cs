using Palisade.Engine.Patterns;

namespace Palisade.Engine.Tests.Patterns;

public sealed class PatternFactsTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("a|bc", 1)]
    [InlineData("a?b*", 0)]
    [InlineData("(?:ab){3,}c", 7)]
    [InlineData("^\\bab$", 2)]
    [InlineData("(?=abc)a", 1)]
    [InlineData("(a)\\1", 1)]
    [InlineData("(?:(?:a{65535}){65535})", int.MaxValue)]
    public void The_fewest_bytes_of_a_match_are_known(string pattern, int expected)
    {
        var facts = BytePattern.Compile(pattern).Pattern!.Facts;
        Assert.Equal(expected, facts.MinimumLength);
        Assert.Equal(expected == 0, facts.CanMatchEmpty);
    }

    [Theory]
    [InlineData("(?-m)a^b")]
    [InlineData("(?-m)a$b")]
    [InlineData("a^b")]
    [InlineData("a$b")]
    [InlineData("a\\Ab")]
    [InlineData("a\\zb")]
    [InlineData("a\\Z\\n\\n")]
    [InlineData("a\\bb")]
    [InlineData("a\\B-")]
    [InlineData("-\\b ")]
    [InlineData("a(?!)")]
    [InlineData("a(*F)")]
    [InlineData("[^\\x00-\\xff]")]
    [InlineData("(?:a\\bb|c$d)e")]
    [InlineData("(?=a^)b")]
    public void A_pattern_that_no_value_can_match_is_told(string pattern) => Assert.False(BytePattern.Compile(pattern).Pattern!.Facts.CanMatch);

    [Theory]
    [InlineData("a\\n^b")]
    [InlineData("a$\\nb")]
    [InlineData("a\\Z\\n")]
    [InlineData("a?^b")]
    [InlineData("a\\b-")]
    [InlineData("a\\Bb")]
    [InlineData("(?:a\\bb)?c")]
    [InlineData("(?:a\\bb|c)")]
    [InlineData("(?!a^)b")]
    [InlineData("[a-]\\bb")]
    [InlineData("")]
    public void A_pattern_that_some_value_matches_is_not_accused(string pattern) => Assert.True(BytePattern.Compile(pattern).Pattern!.Facts.CanMatch);

    [Theory]
    [InlineData("a(?=b)", 1, "lookahead")]
    [InlineData("a(?!b)", 1, "negative lookahead")]
    [InlineData("(?<=b)a", 0, "lookbehind")]
    [InlineData("(?<!b)a", 0, "negative lookbehind")]
    [InlineData("(a)b\\1", 4, "backreference")]
    [InlineData("ab(?>c)", 2, "atomic group")]
    [InlineData("abc++", 2, "possessive quantifier")]
    [InlineData("(a)?(?(1)b|c)", 4, "conditional group")]
    [InlineData("a\\Kb", 1, "\\K")]
    public void What_needs_backtracking_is_told_with_its_place(string pattern, int offset, string construct)
    {
        var facts = BytePattern.Compile(pattern).Pattern!.Facts;
        Assert.True(facts.NeedsBacktracking);
        Assert.Equal(new BacktrackingNeed(offset, construct), Assert.Single(facts.BacktrackingNeeds));
    }

    [Theory]
    [InlineData("(?i)^a+?(b|c{2,3})*\\b[^d]$")]
    [InlineData("(?<n>a)|(?:b)(?#c)")]
    public void What_an_automaton_can_run_needs_no_backtracking(string pattern) => Assert.False(BytePattern.Compile(pattern).Pattern!.Facts.NeedsBacktracking);
}
