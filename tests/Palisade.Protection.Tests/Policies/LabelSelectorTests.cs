using Palisade.Configuration.Policies;

namespace Palisade.Protection.Tests.Policies;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["env"] = "production", ["a.example/tier"] = "gold" };

    [Theory]
    [InlineData("env", true)]
    [InlineData("!env", false)]
    [InlineData("!gone", true)]
    [InlineData("env=production", true)]
    [InlineData("env == production", true)]
    [InlineData("env != production", false)]
    [InlineData("gone != production", true)]
    [InlineData("env in (test, production)", true)]
    [InlineData("env in (test)", false)]
    [InlineData("gone in (test)", false)]
    [InlineData("env notin (test)", true)]
    [InlineData("gone notin (test)", true)]
    [InlineData("env notin (production)", false)]
    [InlineData("a.example/tier in (gold,silver),env", true)]
    [InlineData("a.example/tier=gold,env=test", false)]
    public void A_selector_says_what_Kubernetes_would(string text, bool expected) =>
        Assert.Equal(expected, LabelSelector.Parse(text).Selector!.Matches(Labels));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("env,")]
    [InlineData("env in")]
    [InlineData("env in production")]
    [InlineData("in (a)")]
    [InlineData("env maybe (a)")]
    [InlineData("=a")]
    [InlineData("env=a b")]
    [InlineData("-env")]
    [InlineData("env in (a;b)")]
    [InlineData("!")]
    [InlineData("a/b/c")]
    public void What_is_no_selector_is_refused(string text) => Assert.NotNull(LabelSelector.Parse(text).Fault);

    [Fact]
    public void No_text_makes_it_throw()
    {
        const string parts = "ab/=!(),. in";
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++) LabelSelector.Parse(new string([.. Enumerable.Range(0, random.Next(14)).Select(_ => parts[random.Next(parts.Length)])]));
    }
}
