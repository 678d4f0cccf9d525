using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Tests.Objects;

public sealed class ObjectNamesTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("acme-2", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("A", false)]
    [InlineData("a.b", false)]
    [InlineData("a_b", false)]
    [InlineData("ä", false)]
    [InlineData("a\n", false)]
    public void A_tenant_is_a_label(string text, bool good) => Assert.Equal(good, ObjectNames.IsLabel(text));

    [Theory]
    [InlineData("shop.example_1", true)]
    [InlineData("..", false)]
    [InlineData("a..b", false)]
    [InlineData(".a", false)]
    [InlineData("a/b", false)]
    [InlineData("Shop", false)]
    [InlineData("a b", false)]
    public void A_name_is_labels_and_dots(string text, bool good) => Assert.Equal(good, ObjectNames.IsName(text));

    [Fact]
    public void The_longest_are_taken_and_one_more_is_not()
    {
        Assert.True(ObjectNames.IsLabel(new('a', 63)));
        Assert.False(ObjectNames.IsLabel(new('a', 64)));
        Assert.True(ObjectNames.IsName(new('a', 128)));
        Assert.False(ObjectNames.IsName(new('a', 129)));
    }

    [Fact]
    public void A_key_says_what_is_wrong_with_each_part()
    {
        Assert.Equal(["metadata.name", "metadata.namespace", "metadata.tenant"], new ObjectKey("A", new("site", "B", "C")).Check().Select(f => f.Field).Order());
        Assert.Equal("kind", Assert.Single(new ObjectKey("a", new("thing", "b", "c")).Check()).Field);
        Assert.Equal("metadata.namespace", Assert.Single(new ObjectKey("a", new("gateway", "b", "c")).Check()).Field);
        Assert.Equal("metadata.name", Assert.Single(new ObjectKey("a", new("tenant", "", "c")).Check()).Field);
        Assert.Equal("metadata.name", Assert.Single(new ObjectKey("a", new("namespace", "", "c.d")).Check()).Field);
        Assert.Empty(new ObjectKey("a", new("tenant", "", "a")).Check());
    }
}
