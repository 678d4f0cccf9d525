using Palisade.Ftw.Requests;

namespace Palisade.Ftw.Tests.Requests;

public sealed class CookieJarTests
{
    [Fact]
    public void Cookies_are_kept_by_name_and_the_last_value_counts()
    {
        var jar = new CookieJar();
        Assert.Null(jar.Header);
        jar.Save(["a=1; Path=/; HttpOnly", "b = 2 ", "nonsense", "=x"]);
        jar.Save(["a=3=4"]);
        Assert.Equal("b=2; a=3=4", jar.Header);
    }
}
