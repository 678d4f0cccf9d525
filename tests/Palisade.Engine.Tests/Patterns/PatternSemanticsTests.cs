using System.Text;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>What PCRE2 10.42 answers with DOTALL and MULTILINE over bytes, construct by construct. Places are from-to; a dash is a group that is not set; nothing is no match.</summary>
public sealed class PatternSemanticsTests
{
    [Theory]
    [InlineData("abc", "xabcx", "1-4")]
    [InlineData("a.c", "a\nc", "0-3")]
    [InlineData("(?-s)a.c", "a\nc", "")]
    [InlineData("a\\Nc", "a\nc", "")]
    [InlineData("\\Q.*\\E", "a.*", "1-3")]
    [InlineData("a\\.\\*\\[", "a.*[", "0-4")]
    [InlineData("a{,2}", "aa a{,2}", "3-8")]
    [InlineData("a{x", "a{x", "0-3")]
    [InlineData("\\x41\\x{42}\\o{103}\\104\\cJ\\e", "ABCD\n\u001b", "0-6")]
    [InlineData("\\x", "\u0000", "0-1")]
    [InlineData("\\018", "\u00018", "0-2")]
    [InlineData("\\C\\C", "\u0080\u00ff", "0-2")]
    public void Literals_and_dots_match_bytes(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("[a-c]+", "xabcd", "1-4")]
    [InlineData("[^a-c]+", "ab\u00e9\n", "2-4")]
    [InlineData("[]a]+", "a]b", "0-2")]
    [InlineData("[^]a]+", "a]b", "2-3")]
    [InlineData("[a\\-z]+", "m-z", "1-3")]
    [InlineData("[a-]+", "b-a", "1-3")]
    [InlineData("[\\w-]+", "a-\u00e9", "0-2")]
    [InlineData("[\\d.]+", "v1.2", "1-4")]
    [InlineData("[[:alpha:]_]+", "1aZ_\u00e9", "1-4")]
    [InlineData("[[:^digit:]]+", "12a3", "2-3")]
    [InlineData("[[:punct:]]+", "a!\"~b", "1-4")]
    [InlineData("[\\x80-\\xff]+", "a\u0080\u00ffb", "1-3")]
    [InlineData("[\\b]", "a\u0008", "1-2")]
    [InlineData("[\\Q^]\\E]+", "a]^", "1-3")]
    [InlineData("[a[:b]+", "x[:ab", "1-5")]
    [InlineData("(?i)[^a]", "aAb", "2-3")]
    [InlineData("[[:upper:]]", "aB", "1-2")]
    [InlineData("(?i)[[:upper:]]", "aB", "0-1")]
    [InlineData("(?xx)[a b]+", "b a", "0-1")]
    public void Classes_match_as_PCRE_reads_them(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("\\w+", "\u00e9a_1\u00b5", "1-4")]
    [InlineData("\\W+", "a\u00e9\u00b5b", "1-3")]
    [InlineData("\\s+", "a\u0085\u00a0 \u000b\n", "3-6")]
    [InlineData("\\S+", " \u0085\u00a0a", "1-4")]
    [InlineData("\\d+", "\u00b2\u00b3 12", "3-5")]
    [InlineData("\\h+", "a\u00a0\t \n", "1-4")]
    [InlineData("\\v+", "a\n\u000b\u000c\r\u0085", "1-6")]
    [InlineData("\\R", "a\u0085", "1-2")]
    [InlineData("\\R", "a\r\n", "1-3")]
    [InlineData("(*BSR_ANYCRLF)\\R", "a\u0085\n", "2-3")]
    [InlineData("\\X", "\r\n", "0-2")]
    [InlineData("\\p{Lu}+", "a\u00c9Z", "1-3")]
    [InlineData("\\P{L}+", "a1\u00e9", "1-2")]
    [InlineData("[[:alpha:]]+", "\u00e9b", "1-2")]
    [InlineData("^.$", "\u00e9", "0-1")]
    [InlineData("^..$", "\u00c3\u00a9", "0-2")]
    public void High_bytes_are_neither_letters_nor_blanks(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("(?i)straSSe", "STRAsse", "0-7")]
    [InlineData("(?i)\\xe9", "\u00c9", "")]
    [InlineData("(?i)k", "K", "0-1")]
    [InlineData("(?i:a)b", "Ab AB", "0-2")]
    [InlineData("a(?i)b", "aB", "0-2")]
    [InlineData("(a(?i)b|c)d", "Cd", "0-2 0-1")]
    [InlineData("(?i)a(?-i)b", "AB Ab", "3-5")]
    [InlineData("(?i)(\\xe9a)\\1", "\u00e9A\u00e9a", "0-4 0-2")]
    [InlineData("(?i)(\\xe9)\\1", "\u00e9\u00c9", "")]
    [InlineData("(?i)(a)\\1", "aA", "0-2 0-1")]
    public void Case_is_that_of_ASCII_letters(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("\\bfoo\\b", "a foo", "2-5")]
    [InlineData("\\bfoo\\b", "\u00e9foo\u00e9", "1-4")]
    [InlineData("\\bfoo\\b", "_foo", "")]
    [InlineData("\\Boo\\b", "foo", "1-3")]
    [InlineData("\\.+\\B", "b..b", "1-2")]
    [InlineData("[^0-9]+\\b", "-A-", "0-2")]
    [InlineData("[^0-9]+?\\b", "AA-", "0-2")]
    public void Word_boundaries_know_ASCII_words_only(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("^b", "a\nb", "2-3")]
    [InlineData("a$", "a\nb", "0-1")]
    [InlineData("a$", "a\n", "0-1")]
    [InlineData("(?-m)a$", "a\n", "0-1")]
    [InlineData("(?-m)a$", "a\n\n", "")]
    [InlineData("(?-m)^b", "a\nb", "")]
    [InlineData("^", "a\n", "0-0")]
    [InlineData("a\\n^", "a\n", "")]
    [InlineData("\\n^", "a\n\n", "1-2")]
    [InlineData("^$", "\n", "0-0")]
    [InlineData("^$", "a\n", "")]
    [InlineData("a\\z", "a\n", "")]
    [InlineData("a\\Z", "a\n", "0-1")]
    [InlineData("\\Ab", "a\nb", "")]
    [InlineData("a$", "a\r\n", "")]
    [InlineData("\\Ga", "ba", "")]
    public void Anchors_see_line_feeds_as_PCRE_does(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("(a)(b)?(c)?", "a", "0-1 0-1")]
    [InlineData("(a)|(b)", "b", "0-1 - 0-1")]
    [InlineData("(?<x>a)(b)(?'y'c)(?P<z>d)", "abcd", "0-4 0-1 1-2 2-3 3-4")]
    [InlineData("(?:a|(b))*", "ab", "0-2 1-2")]
    [InlineData("(?:(a)|b)*", "ab", "0-2 0-1")]
    [InlineData("(a*)*", "b", "0-0 0-0")]
    [InlineData("(a*)+", "aab", "0-2 2-2")]
    [InlineData("(?|(a)(b)|(c))(d)", "cd", "0-2 0-1 - 1-2")]
    [InlineData("(?n)(a)(?<k>b)", "ab", "0-2 1-2")]
    [InlineData("(?^i:a)b", "Ab", "0-2")]
    [InlineData("((a)|(b))+", "ab", "0-2 1-2 0-1 1-2")]
    [InlineData("()", "a", "0-0 0-0")]
    public void Groups_are_numbered_and_set_as_in_PCRE(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("a+?b", "aab", "0-3")]
    [InlineData("a{2}", "aaa", "0-2")]
    [InlineData("a{2,}?", "aaaa", "0-2")]
    [InlineData("a{0}b", "ab", "1-2")]
    [InlineData("(?U)a+", "aa", "0-1")]
    [InlineData("(?U)a+?", "aa", "0-2")]
    [InlineData("a++a", "aaa", "")]
    [InlineData("a*+b", "aab", "0-3")]
    [InlineData("(?:ab)?+abc", "abc", "")]
    [InlineData("(?:(?:a+)?)+b", "ab", "0-2")]
    [InlineData("(?:\\r+|)+[a-z]", "ab", "0-1")]
    [InlineData("(?:(?>[A-Z]+))?A", "AAB", "0-1")]
    [InlineData("(?:(?:a*)+?){2}", "aa", "0-2")]
    [InlineData("(?:a|ab)(?:c|bcd)(?:d*)", "abcd", "0-4")]
    public void Quantifiers_repeat_and_give_back(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("(?>a+)ab", "aaab", "")]
    [InlineData("(?>a|ab)c", "abc", "")]
    [InlineData("(?>a+)b", "aab", "0-3")]
    [InlineData("(*atomic:a+)b", "aab", "0-3")]
    public void Atomic_groups_give_nothing_back(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("foo(?=bar)", "foobar", "0-3")]
    [InlineData("foo(?!bar)", "foobar foobaz", "7-10")]
    [InlineData("(?<=a)b", "bab", "2-3")]
    [InlineData("(?<!a)b", "ab b", "3-4")]
    [InlineData("(?<=a|bc)d", "bcd", "2-3")]
    [InlineData("(?=(a+))a*b\\1", "baaabac", "3-6 3-4")]
    [InlineData("(?<=(a)(b))c", "abc", "2-3 0-1 1-2")]
    [InlineData("(?<=(?=(a))ab)c", "abc", "2-3 0-1")]
    [InlineData("(?<=^a)b", "x\nab", "3-4")]
    [InlineData("(*pla:a)\\w", "ba", "1-2")]
    [InlineData("<\\?(?!xml)", "<?php", "0-2")]
    [InlineData("[[:<:]]a[[:>:]]", "ba a", "3-4")]
    public void Lookarounds_test_and_consume_nothing(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("(a)\\1", "aa", "0-2 0-1")]
    [InlineData("(a)?\\1b", "b ab", "")]
    [InlineData("(?<x>a)\\k<x>\\k{x}\\g{x}(?P=x)", "aaaaa", "0-5 0-1")]
    [InlineData("(a)(b)\\g{-1}\\g1", "abba", "0-4 0-1 1-2")]
    [InlineData("(?J)(?:(?<n>a)|(?<n>b))\\k<n>", "bb", "0-2 - 0-1")]
    [InlineData("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj", "0-11 0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10")]
    [InlineData("(a)\\11", "a\t", "0-2 0-1")]
    [InlineData("(a)\\g{1}0", "aa0", "0-3 0-1")]
    public void Backreferences_match_what_was_captured(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("(a)?(?(1)b|c)", "ab", "0-2 0-1")]
    [InlineData("(a)?(?(1)b|c)", "c", "0-1")]
    [InlineData("(?<n>a)?(?(<n>)b|c)$", "xab", "1-3 1-2")]
    [InlineData("(?(?=a)ab|cd)", "cd", "0-2")]
    [InlineData("(?(?<!x)a|b)", "xb", "1-2")]
    [InlineData("(a)?(?(1)b)c", "c", "0-1")]
    public void Conditional_groups_take_the_branch_that_holds(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("foo\\Kbar", "foobar", "3-6")]
    [InlineData("(a)\\K(b)", "ab", "1-2 0-1 1-2")]
    public void Keep_moves_the_start_of_the_match(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Theory]
    [InlineData("a(?#x)b", "ab", "0-2")]
    [InlineData("(?x) a b # c\n c", "abc", "0-3")]
    [InlineData("(?x)[ ]\\ a", "  a", "0-3")]
    [InlineData("(*MARK:x)a", "ba", "1-2")]
    [InlineData("(*FAIL)|a", "ba", "1-2")]
    public void Comments_and_marks_match_nothing(string pattern, string value, string expected) => AssertMatch(pattern, value, expected);

    [Fact]
    public void A_search_that_starts_later_still_sees_what_is_before()
    {
        var captures = new ByteRange[1];
        var value = "abab"u8;
        Assert.Equal(1, BytePattern.Compile("(?<=a)b").Pattern!.Match(value, 1, captures, out _));
        Assert.Equal(new ByteRange(1, 1), captures[0]);
        Assert.Equal(0, BytePattern.Compile("\\Ab").Pattern!.Match(value, 1, captures, out _));
        Assert.Equal(1, BytePattern.Compile("\\Gb").Pattern!.Match(value, 3, captures, out _));
        Assert.Equal(0, BytePattern.Compile("b").Pattern!.Match(value, 4, captures, out _));
    }

    [Fact]
    public void Captures_beyond_the_room_are_left_out()
    {
        var captures = new ByteRange[2];
        Assert.Equal(2, BytePattern.Compile("(a)(b)(c)").Pattern!.Match("abc"u8, 0, captures, out _));
        Assert.Equal([new ByteRange(0, 3), new ByteRange(0, 1)], captures);
    }

    [Fact]
    public void A_walk_finds_empty_matches_and_those_after_them()
    {
        var walk = BytePattern.Compile("a*?").Pattern!.Walk("aab"u8);
        var captures = new ByteRange[1];
        var found = new List<string>();
        while (walk.Next(captures) > 0) found.Add($"{captures[0].Start}-{captures[0].End}");
        Assert.Equal(["0-0", "0-1", "1-1", "1-2", "2-2", "3-3"], found);
    }

    private static void AssertMatch(string pattern, string value, string expected)
    {
        var (compiled, fault) = BytePattern.Compile(pattern);
        Assert.True(compiled is not null, fault?.ToString());
        var bytes = Encoding.Latin1.GetBytes(value);
        var captures = new ByteRange[12];
        var count = compiled.Match(bytes, 0, captures, out var limitExceeded);
        Assert.False(limitExceeded);
        Assert.Equal(expected, string.Join(' ', captures[..count].Select(c => c.IsSet ? $"{c.Start}-{c.End}" : "-")));
        Assert.Equal(count > 0, compiled.IsMatch(bytes, out _));
    }
}
