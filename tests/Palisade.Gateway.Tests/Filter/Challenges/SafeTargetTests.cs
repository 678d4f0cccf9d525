using Palisade.Gateway.Filter.Challenges;

namespace Palisade.Gateway.Tests.Filter.Challenges;

public sealed class SafeTargetTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/shop?q=1&r=%2F%2Fevil.example#part")]
    [InlineData("/a//b")]
    public void A_path_of_this_site_stays(string target) => Assert.Equal(target, SafeTarget.Of(target));

    [Theory]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: a=b")]
    [InlineData("/a b")]
    [InlineData("/ä")]
    [InlineData("/.palisade/challenge")]
    public void Anything_else_becomes_the_front_page(string target) => Assert.Equal("/", SafeTarget.Of(target));
}
