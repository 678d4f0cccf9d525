using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Limits;

public sealed class RateFilterTests
{
    [Fact]
    public async Task Requests_above_the_limit_get_429_with_when_to_come_again()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Limit.Policy("total_number: 2, unit: HOUR"));

        var first = await AskAsync(gateway);
        await AskAsync(gateway);
        var third = await AskAsync(gateway);

        Assert.Equal((200, "\"limiter\";q=2;w=3600", "\"limiter\";r=1;t=0"), (first.Status, first["RateLimit-Policy"], first["RateLimit"]));
        Assert.Equal(429, third.Status);
        Assert.InRange(int.Parse(third["Retry-After"]!), 3590, 3600 + 225);
        Assert.StartsWith("\"limiter\";r=0;t=", third["RateLimit"], StringComparison.Ordinal);
        Assert.Contains("Too many requests", third.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await AskAsync(gateway, "/health")).Status);
        var told = await gateway.EventAsync();
        Assert.Equal((EventAction.Blocked, 429), (told.Action, told.Status));
        Assert.Contains("rate_limiter_policy/all/limiter", told.Findings[0].Tags);
    }

    [Theory]
    [InlineData("rules: [{cookie_name: sid}]", "Cookie: a=1; sid=one", "Cookie: sid=two")]
    [InlineData("rules: [{http_header_name: X-Key}]", "X-Key: one", "X-Key: two")]
    [InlineData("rules: [{jwt_claim_name: sub}]", "Authorization: Bearer e30.eyJzdWIiOiJvbmUifQ.x", "Authorization: Bearer e30.eyJzdWIiOiJ0d28ifQ.x")]
    [InlineData("rules: [{cookie_name: none}, {ip_and_http_header_name: X-Key}]", "X-Key: one", "X-Key: two")]
    public async Task Users_are_told_apart_as_the_site_says(string users, string one, string two)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Limit.Policy("total_number: 1, unit: HOUR", users));

        Assert.Equal(200, (await AskAsync(gateway, "/", one)).Status);
        Assert.Equal(429, (await AskAsync(gateway, "/", one)).Status);
        Assert.Equal(200, (await AskAsync(gateway, "/", two)).Status);
        Assert.Equal(200, (await AskAsync(gateway)).Status);
    }

    [Fact]
    public async Task Of_parallel_requests_exactly_as_many_pass_as_the_limit_says()
    {
        await using var origin = await KestrelOrigin.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: Limit.Policy("total_number: 100, unit: HOUR"));
        using var client = new HttpClient();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var passed = 0;
            for (var i = 0; i < 40; i++)
            {
                using var answer = await client.GetAsync(new Uri(gateway.Url));
                if ((int)answer.StatusCode == 200) passed++;
            }

            return passed;
        }));

        Assert.Equal(100, statuses.Sum());
    }

    private static async Task<RawRequest> AskAsync(TestGateway gateway, string path = "/", string header = "X: y") =>
        (await RawClient.AskAsync(gateway.Port, $"GET {path} HTTP/1.1\r\nHost: shop\r\n{header}\r\n\r\n"))!;
}
