using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Terminal;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["--origin", "--listen", "--rules", "--mode", "run", "rules"];

    [Theory]
    [InlineData("--orgin", "--origin")]
    [InlineData("--listne", "--listen")]
    [InlineData("--rule", "--rules")]
    [InlineData("rnu", "run")]
    [InlineData("--xyz", null)]
    [InlineData("", null)]
    [InlineData("--completely-different", null)]
    public void The_nearest_word_is_offered_when_one_is_near(string typed, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(typed, Words));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a", "", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "axc", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int edits)
    {
        Assert.Equal(edits, Spelling.Distance(a, b));
        Assert.Equal(edits, Spelling.Distance(b, a));
    }
}
