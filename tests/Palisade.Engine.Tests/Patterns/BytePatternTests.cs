using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

public sealed class BytePatternTests
{
    // Matches no value, and has no text that a match must contain: joined to a pattern it switches off the test that comes before the search.
    private const string NeverAndNothingRequired = "|(?=[^\\x00-\\xff])";

    [Fact]
    public void Equal_patterns_are_shared()
    {
        var first = BytePattern.Compile("shared[0-9]+").Pattern;
        Assert.Same(first, BytePattern.Compile("shared[0-9]+").Pattern);
        Assert.Same(first, BytePattern.Compile("shared[0-9]+", new BytePatternOptions()).Pattern);
        Assert.NotSame(first, BytePattern.Compile("shared[0-9]+", BytePatternOptions.IgnoreCase).Pattern);
        Assert.NotSame(first, BytePattern.CompileAlone("shared[0-9]+").Pattern);
    }

    [Fact]
    public void A_pattern_is_compiled_by_many_threads_and_run_by_them()
    {
        Parallel.For(0, 2_000, i =>
        {
            var pattern = BytePattern.Compile($"thread{i % 50}(x|y)+").Pattern!;
            var captures = new ByteRange[2];
            Assert.Equal(2, pattern.Match(Encoding.Latin1.GetBytes($"a thread{i % 50}xyx"), 0, captures, out _));
        });
    }

    [Fact]
    public void Options_are_in_force_from_the_start()
    {
        Assert.True(BytePattern.Compile("^A.$", BytePatternOptions.IgnoreCase).Pattern!.IsMatch("\na\n"));
        Assert.False(BytePattern.Compile("^a.$", new BytePatternOptions { Flags = PatternFlags.None }).Pattern!.IsMatch("\na\n"));
    }

    [Fact]
    public void A_time_out_is_an_answer()
    {
        var pattern = BytePattern.Compile("^(a|aa)+\\1c$", new BytePatternOptions { TimeLimit = TimeSpan.FromMilliseconds(20) }).Pattern!;
        var value = Encoding.Latin1.GetBytes(new string('a', 5_000) + "cx");
        Assert.False(pattern.IsMatch(value, out var limitExceeded));
        Assert.True(limitExceeded);
        Assert.Equal(0, pattern.Match(value, 0, new ByteRange[2], out limitExceeded));
        Assert.True(limitExceeded);
        var walk = pattern.Walk(value);
        Assert.Equal(0, walk.Next(new ByteRange[1]));
        Assert.True(walk.LimitExceeded);
    }

    [Theory]
    [InlineData("^(?:a|aa)+c$", "", "a", "cx")]
    [InlineData("(?:\\w+\\s?)+:$", "", "a", ":x")]
    [InlineData("a.*b.*c.*d.*e.*f", "f", "abcde", "")]
    public void Search_time_that_explodes_is_left_to_an_automaton(string text, string start, string middle, string end)
    {
        var pattern = BytePattern.Compile(text, new BytePatternOptions { TimeLimit = TimeSpan.FromSeconds(2) }).Pattern!;
        var value = Encoding.Latin1.GetBytes(start + string.Concat(Enumerable.Repeat(middle, 3_000)) + end);
        Assert.False(pattern.IsMatch(value, out var limitExceeded));
        Assert.False(limitExceeded);
    }

    [Fact]
    public void A_walk_has_one_time_limit_for_all_its_steps()
    {
        var clock = new SteppingClock();
        var walk = BytePattern.Compile("a", new BytePatternOptions { TimeLimit = TimeSpan.FromSeconds(3) }).Pattern!.Walk("aaaaaaaaaa"u8, clock);
        var captures = new ByteRange[1];
        var steps = 0;
        while (walk.Next(captures) > 0) steps++;
        Assert.True(walk.LimitExceeded);
        Assert.InRange(steps, 1, 5);
    }

    [Fact]
    public void The_test_before_the_search_never_hides_a_match()
    {
        var random = new Random(9);
        var excluded = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = WordyPattern(random, 3);
            var with = BytePattern.CompileAlone(text).Pattern!;
            var without = BytePattern.CompileAlone($"(?:{text}){NeverAndNothingRequired}").Pattern!;
            for (var values = 0; values < 5; values++)
            {
                var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Word(random))));
                var expected = without.IsMatch(value, out _);
                Assert.True(expected == with.IsMatch(value, out _), $"{text} on {Encoding.Latin1.GetString(value)}");
                if (!expected) excluded++;
            }
        }

        Assert.InRange(excluded, 3_000, 14_000);
    }

    private static string WordyPattern(Random random, int depth)
    {
        var items = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(8) switch
        {
            0 when depth > 0 => $"(?:{WordyPattern(random, depth - 1)}|{WordyPattern(random, depth - 1)})",
            1 when depth > 0 => $"({WordyPattern(random, depth - 1)}){"?*+"[random.Next(3)]}",
            2 when depth > 0 => $"(?:{WordyPattern(random, depth - 1)}){{{random.Next(1, 3)},3}}",
            3 => $"[{Word(random)}\u00e9]",
            4 => $"(?i){Word(random)}\\s*",
            5 => $"{Word(random)}(?=[a-z])",
            _ => Word(random),
        });
        return string.Concat(items);
    }

    private static string Word(Random random) => new[] { "ab", "AB", "bc", "c", "<a", "\u00e9a", "d", "1" }[random.Next(8)];

    private sealed class SteppingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += TimeSpan.TicksPerSecond;
    }
}
