using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Inspect;

/// <summary>What a connection repeats is remembered; each of its requests is answered as if it were the only one.</summary>
public sealed class RepeatedValuesTests
{
    private const string Rules = """
        SecRule REQUEST_COOKIES|REQUEST_HEADERS:Referer "@contains attack" "id:1,phase:1,deny,status:403,t:urlDecodeUni,t:lowercase"
        SecRule REQUEST_COOKIES:role "@streq admin" "id:2,phase:1,deny,status:403"
        """;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Requests_of_a_connection_are_judged_each_by_itself(string version)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseCookies = false };
        using var client = new HttpClient(handler);
        (string Cookie, string Referer, int Status)[] requests =
        [
            ("sid=7; role=user", "/a", 200), ("sid=7; role=admin", "/a", 403), ("sid=admin; role=user", "/a", 200), ("sid=7; role=user", "/%61ttack", 403), ("sid=%41TTACK", "/a", 403),
        ];
        for (var turn = 0; turn < 5; turn++)
        {
            foreach (var (cookie, referer, status) in requests)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Url) { Version = Version.Parse(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                Assert.True(request.Headers.TryAddWithoutValidation("Cookie", cookie));
                Assert.True(request.Headers.TryAddWithoutValidation("Referer", referer));
                using var answer = await client.SendAsync(request);
                Assert.Equal((turn, cookie, referer, status), (turn, cookie, referer, (int)answer.StatusCode));
            }
        }
    }
}
