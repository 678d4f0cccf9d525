using Palisade.Engine.Patterns;

namespace Palisade.Engine.Tests.Patterns;

public sealed class CoreRuleSetPatternTests
{
    [Fact]
    public void Every_pattern_compiles_can_match_and_needs_no_backtracking()
    {
        foreach (var text in CoreRuleSetPatterns.All)
        {
            var (pattern, fault) = BytePattern.Compile(text);
            Assert.True(pattern is not null, $"{text}: {fault}");
            Assert.True(pattern.Facts.CanMatch, text);
            Assert.False(pattern.Facts.NeedsBacktracking, text);
        }
    }

    [Fact]
    public void Every_pattern_runs()
    {
        var value = "GET /?a=1%20union%20select&b=<script>alert(1)</script> () { :; }; \xff\xfe\0"u8;
        foreach (var text in CoreRuleSetPatterns.All) BytePattern.Compile(text).Pattern!.IsMatch(value, out _);
        Assert.True(CoreRuleSetPatterns.All.Count is 0 or > 250);
    }
}
