using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Terminal;

public sealed class EndpointTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1", 8080)]
    [InlineData("localhost:80", "127.0.0.1", 80)]
    [InlineData("8080", "127.0.0.1", 8080)]
    [InlineData("*:443", "0.0.0.0", 443)]
    [InlineData(":443", "0.0.0.0", 443)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("[::]:80", "::", 80)]
    public void A_place_to_listen_is_read(string text, string address, int port) =>
        Assert.Equal((address, port, null), EndpointText.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("here")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:x")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:99999999999")]
    [InlineData("127.0.0.1: 80")]
    [InlineData("127.1:80")]
    [InlineData("1:80")]
    [InlineData("::1:80")]
    [InlineData("[::1:80")]
    [InlineData("example.org:80")]
    [InlineData("http://127.0.0.1:80")]
    public void What_is_no_place_is_refused_and_named(string text)
    {
        var (_, _, fault) = EndpointText.Read(text);

        Assert.NotNull(fault);
        Assert.Contains('\'', fault);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        const string parts = ":[]*.0123456789abcl- \0é";
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)])]);
            var (address, port, fault) = EndpointText.Read(text);
            if (fault is null) Assert.True(System.Net.IPAddress.TryParse(address, out _) && port is >= 0 and <= 65535, text);
        }
    }
}
