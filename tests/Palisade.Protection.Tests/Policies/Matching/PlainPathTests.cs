using System.Text;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Tests.Policies.Matching;

public sealed class PlainPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/admin", "/admin")]
    [InlineData("/admin?x=/../y", "/admin")]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/%41dmin/", "/Admin/")]
    [InlineData("//admin", "/admin")]
    [InlineData("/./admin", "/admin")]
    [InlineData("/x/../admin", "/admin")]
    [InlineData("/x/%2e%2e/admin", "/admin")]
    [InlineData("/x%2f..%2fadmin", "/admin")]
    [InlineData("/x\\..\\admin", "/admin")]
    [InlineData("/x/..;/admin", "/admin")]
    [InlineData("/admin;jsessionid=1/users", "/admin/users")]
    [InlineData("/../../../admin", "/admin")]
    [InlineData("/admin/.", "/admin/")]
    [InlineData("/admin/..", "/")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/admin//", "/admin/")]
    [InlineData("/a.b/.c/..d/e", "/a.b/.c/..d/e")]
    [InlineData("/%zz%4", "/%zz%4")]
    [InlineData("http://host:80/admin?x", "/admin")]
    [InlineData("http://host", "/")]
    [InlineData("*", "*")]
    [InlineData("", "")]
    public void A_path_is_read_as_applications_read_it(string target, string path) =>
        Assert.Equal(path, Encoding.Latin1.GetString(PlainPath.Of(Encoding.Latin1.GetBytes(target)).Span));

    [Fact]
    public void A_plain_path_is_not_copied()
    {
        ReadOnlyMemory<byte> target = "/shop/products/17.html?x=%20"u8.ToArray();

        Assert.Equal(0, Allocation.Of(() => PlainPath.Of(target)));
    }

    [Fact]
    public void No_bytes_make_it_throw_and_none_leave_a_dot_segment()
    {
        var parts = new[] { "/", "..", ".", "%2e", "%2f", ";", "\\", "a", "//", "%", "?", "%5c" };
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var target = "/" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var path = Encoding.Latin1.GetString(PlainPath.Of(Encoding.Latin1.GetBytes(target)).Span);
            Assert.True(path.Split('/').All(s => s is not ".." and not ".") && !path.Contains("//"), $"{target} became {path}");
        }
    }
}
