using System.Text;

namespace Palisade.Engine.Tests.Operators;

public sealed class RestPathTests
{
    [Theory]
    [InlineData("/shops/{shop}/items/{item}", "/shops/7/items/lamp", "shop=7 item=lamp")]
    [InlineData("/shops/{shop}/items/{item}", "/v1/shops/7/items/a/b", "shop=7 item=a/b")]
    [InlineData("/a.b/{x}", "/a.b/", "x=")]
    [InlineData("/{}/{x}", "/{}/1", "x=1")]
    public void The_parts_of_a_path_are_named(string path, string value, string expected)
    {
        var run = Op.Run();
        Assert.True(Op.Of("restpath", path).Matches(Op.Bytes(value), run));
        Assert.Equal(expected, string.Join(' ', run.PathArguments!.Select(p => $"{p.Key}={Encoding.Latin1.GetString(p.Value)}")));
    }

    [Theory]
    [InlineData("/shops/{shop}/items", "/shops/7/things")]
    [InlineData("/a.b/{x}", "/aXb/1")]
    public void Another_path_matches_nothing(string path, string value)
    {
        var run = Op.Run();
        Assert.False(Op.Of("restpath", path).Matches(Op.Bytes(value), run));
        Assert.Null(run.PathArguments);
    }
}
