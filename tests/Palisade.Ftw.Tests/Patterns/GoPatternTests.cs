using Palisade.Ftw.Patterns;

namespace Palisade.Ftw.Tests.Patterns;

public sealed class GoPatternTests
{
    [Theory]
    [InlineData(@"\[id ""\d+""\]", "x [id \"920100\"] y", true)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\W$", "é", true)]
    [InlineData(@"^[\D]$", "٣", true)]
    [InlineData(@"^[^\s]$", "\u00a0", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("(?i)ABC", "xabc", true)]
    [InlineData("(?i:A)b", "ab", true)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?P<x>a)(?<y>b)", "ab", true)]
    [InlineData(@"^[[:alpha:]_]+$", "a_Z", true)]
    [InlineData(@"^[[:digit:]]$", "a", false)]
    [InlineData(@"^[]a[]+$", "]a[", true)]
    [InlineData(@"^[a-z-[x]$", "x", true)]
    [InlineData(@"^\x{e9}\x41\101$", "éAA", true)]
    [InlineData(@"\Qa.b\E.", "a.bc", true)]
    [InlineData(@"\Qa.b", "axb", false)]
    [InlineData(@"\Aa\z", "a", true)]
    [InlineData(@"a{2,3}?", "aa", true)]
    public void A_pattern_means_what_it_means_to_Go(string pattern, string text, bool matches)
    {
        var (compiled, problem) = GoPattern.Parse(pattern);
        Assert.Null(problem);
        Assert.Equal(matches, compiled!.Matches(text));
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)")]
    [InlineData("(?>a)")]
    [InlineData("(a)\\1")]
    [InlineData("a(")]
    [InlineData("[a")]
    [InlineData("\\")]
    [InlineData("\\y")]
    [InlineData("[[:nope:]]")]
    [InlineData("\\x{110000}")]
    [InlineData("*a")]
    public void What_Go_does_not_know_is_refused(string pattern)
    {
        var (compiled, problem) = GoPattern.Parse(pattern);
        Assert.Null(compiled);
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void A_pattern_that_would_backtrack_answers_at_once() =>
        Assert.Equal(false, GoPattern.Parse("(a+)+b").Pattern!.Matches(new string('a', 50_000)));

    [Fact]
    public void Random_patterns_are_compiled_or_refused()
    {
        var random = new Random(5);
        const string alphabet = "()[]{}?*+|^$.\\dwsxQEpPz:<>=!-019aim,";
        for (var i = 0; i < 3000; i++)
        {
            var pattern = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var (compiled, problem) = GoPattern.Parse(pattern);
            Assert.True(compiled is null != problem is null, pattern);
        }
    }
}
