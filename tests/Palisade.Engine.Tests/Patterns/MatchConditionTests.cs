using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Tests.Scanning;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>The theorem: no condition ever excludes a value that its pattern matches. And that conditions are worth having.</summary>
public sealed class MatchConditionTests
{
    private static readonly BytePatternOptions Patient = new() { TimeLimit = TimeSpan.FromSeconds(10) };

    [Theory]
    [InlineData("union", "5+ bytes and (union)")]
    [InlineData("(?i)UnIoN", "5+ bytes and (union)")]
    [InlineData("foo|bar", "3+ bytes and (bar | foo)")]
    [InlineData("(?:foo|foobar)x", "4+ bytes and (foobarx | foox)")]
    [InlineData("a?b", "1+ bytes and ([42,62])")]
    [InlineData("select.*from", "10+ bytes and (select) and ([46,66])")]
    [InlineData("(?:self|window)\\s*(?:/\\*|[)\\[]).+?(?:\\]|\\*/)", "7+ bytes and (self | window) and ([2a,5d]) and ([29-2a,5b])")]
    [InlineData("eval\\s*\\(|thing\\s*\\{", "5+ bytes and ([28,7b]) and (eval | thing)")]
    [InlineData("ab[cd]+ef", "5+ bytes and (abc | abd) and ([46,66])")]
    [InlineData("<.*>", "2+ bytes and ([3c]) and ([3e])")]
    [InlineData("(?=.*@@)x[0-9]", "2+ bytes and ([58,78]) and ([30-39]) and (@@)")]
    [InlineData("\\x80\\xc9", "2+ bytes and (\u0080\u00c9)")]
    [InlineData("c[\\\\^]*m\\\\?d", "3+ bytes and ([5c,5e] | cmd)")]
    [InlineData("[\\^]*cmd", "3+ bytes and (cmd)")]
    [InlineData("\\.jsp\\.*$", "4+ bytes and (.jsp)")]
    [InlineData("a*", "0+ bytes")]
    [InlineData(".", "1+ bytes")]
    [InlineData("", "0+ bytes")]
    [InlineData("(?!a)", "0+ bytes")]
    [InlineData("(*COMMIT)abc", "3+ bytes")]
    [InlineData("x(*FAIL)", "0+ bytes and ()")]
    [InlineData("abc(?:def|.*)", "3+ bytes and (abc)")]
    public void What_a_pattern_demands(string pattern, string expected)
    {
        var (compiled, fault) = BytePattern.CompileAlone(pattern, Patient);
        Assert.True(compiled is not null || fault!.Value.Message.EndsWith("not supported", StringComparison.Ordinal), fault?.ToString());
        if (compiled is not null) Assert.Equal(expected, compiled.Condition.ToString());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void No_value_that_a_random_pattern_matches_is_excluded(int seed)
    {
        var generator = new PatternGenerator(seed);
        var random = new Random(seed);
        var matching = new MatchingText(random);
        int matched = 0, excluded = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = generator.Pattern();
            var flags = random.Next(2) == 0 ? PatternFlags.DotAll | PatternFlags.MultiLine : PatternFlags.IgnoreCase;
            if (BytePattern.CompileAlone(text, Patient with { Flags = flags }).Pattern is not { } pattern) continue;
            var tree = PatternParser.Parse(text, flags).Tree!;
            for (var subjects = 0; subjects < 6; subjects++)
            {
                var value = subjects < 3 ? generator.Subject() : matching.InNoise(matching.For(tree));
                if (!pattern.Condition.Admits(value)) excluded++;
                if (!pattern.IsMatch(value, out _)) continue;
                matched++;
                AssertAdmits(pattern, value);
            }
        }

        Assert.True(matched > 4_000, $"{matched} matched");
        Assert.True(excluded > 1_000, $"{excluded} excluded");
    }

    [Fact]
    public void No_value_that_a_pattern_of_the_Core_Rule_Set_matches_is_excluded()
    {
        var random = new Random(14);
        var matching = new MatchingText(random);
        int matched = 0, patterns = 0;
        foreach (var text in CoreRuleSetPatterns.All)
        {
            var pattern = BytePattern.Compile(text, Patient).Pattern!;
            var tree = PatternParser.Parse(text, Patient.Flags).Tree!;
            var before = matched;
            for (var i = 0; i < 30; i++)
            {
                var value = matching.For(tree);
                if (i % 3 == 1) value = matching.InNoise(value);
                if (i % 3 == 2) value = [.. value.Select(b => random.Next(2) == 0 && char.IsAsciiLetter((char)b) ? (byte)(b ^ 0x20) : b)];
                if (!pattern.IsMatch(value, out _)) continue;
                matched++;
                AssertAdmits(pattern, value);
            }

            if (matched > before) patterns++;
        }

        Assert.True(patterns >= CoreRuleSetPatterns.All.Count * 9 / 10, $"{patterns} of {CoreRuleSetPatterns.All.Count} patterns matched");
    }

    [Fact]
    public void No_value_of_the_corpora_and_of_the_rules_own_tests_is_excluded_and_yet_matched()
    {
        var values = SampleValues.All.Where((_, i) => i % 41 == 0).ToArray();
        var asked = 0;
        foreach (var text in CoreRuleSetPatterns.All)
        {
            var pattern = BytePattern.Compile(text, Patient).Pattern!;
            foreach (var value in values)
            {
                if (pattern.Condition.Admits(value)) continue;
                asked++;
                if (pattern.IsMatch(value, out _)) AssertAdmits(pattern, value);
            }
        }

        if (values.Length > 0 && CoreRuleSetPatterns.All.Count > 0) Assert.True(asked > 20_000, $"{asked} asked");
    }

    [Fact]
    public void Most_patterns_of_the_Core_Rule_Set_demand_something_rare()
    {
        var conditions = CoreRuleSetPatterns.All.Select(text => BytePattern.Compile(text).Pattern!.Condition).ToArray();
        if (conditions.Length == 0) return;
        var rare = conditions.Count(c => c.Groups.Any(g => g.Chance < 0.1));
        Assert.True(rare > conditions.Length * 6 / 10, $"{rare} of {conditions.Length}");
    }

    private static void AssertAdmits(BytePattern pattern, byte[] value) =>
        Assert.True(pattern.Condition.Admits(value), $"{pattern.Text} matches {System.Text.Json.JsonSerializer.Serialize(Encoding.Latin1.GetString(value))} which its condition excludes: {pattern.Condition}");
}
