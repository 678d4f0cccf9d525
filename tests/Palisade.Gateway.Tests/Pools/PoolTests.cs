using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Pools;

public sealed class PoolTests
{
    [Theory]
    [InlineData("round_robin", 20)]
    [InlineData("least_requests", 20)]
    [InlineData("power_of_two_choices", 1)]
    [InlineData("random", 1)]
    public async Task Requests_are_spread_over_the_servers(string balancing, int atLeast)
    {
        await using var a = RawOrigin.Saying("a");
        await using var b = RawOrigin.Saying("b");
        await using var gateway = await GatewayAsync(Some.Pool([a.Port, b.Port], $"balancing: {balancing}"));

        for (var i = 0; i < 40; i++) Assert.Equal(200, (await AskAsync(gateway)).Status);

        Assert.Equal(40, a.Requests.Count + b.Requests.Count);
        Assert.InRange(a.Requests.Count, atLeast, 40 - atLeast);
    }

    [Fact]
    public async Task Weights_are_kept_to_and_nobody_with_none_gets_anything()
    {
        await using var a = RawOrigin.Saying("a");
        await using var b = RawOrigin.Saying("b");
        await using var c = RawOrigin.Saying("c");
        await using var gateway = await GatewayAsync(Some.Pool($"endpoints: [{{address: 127.0.0.1, port: {a.Port}, weight: 3}}, {{address: 127.0.0.1, port: {b.Port}}}, {{address: 127.0.0.1, port: {c.Port}, weight: 0}}]"));

        for (var i = 0; i < 40; i++) await AskAsync(gateway);

        Assert.Equal((30, 10, 0), (a.Requests.Count, b.Requests.Count, c.Requests.Count));
    }

    [Fact]
    public async Task The_first_has_all_and_reserve_comes_when_it_is_out()
    {
        await using var reserve = RawOrigin.Saying("reserve");
        var first = RawOrigin.Saying("first");
        await using var gateway = await GatewayAsync(Some.Pool($"endpoints: [{{address: 127.0.0.1, port: {reserve.Port}, backup: true}}, {{address: 127.0.0.1, port: {first.Port}}}]\nbalancing: first\nhealth_check: {{tcp: {{}}, interval_seconds: 1, unhealthy_threshold: 1, healthy_threshold: 1}}"));
        Assert.Equal("first", (await AskAsync(gateway)).Text);

        await first.DisposeAsync();

        Assert.True(await SoonAsync(async () => (await AskAsync(gateway)).Text is "reserve"));
    }

    [Fact]
    public async Task A_server_whose_checks_fail_gets_nothing_until_they_are_good_again_and_when_all_fail_all_are_tried()
    {
        var well = true;
        await using var sick = await KestrelOrigin.StartAsync(http => Answer(http, "sick", http.Request.Path == "/health" && !well ? 500 : 200));
        await using var other = await KestrelOrigin.StartAsync(http => Answer(http, "other", 200));
        await using var gateway = await GatewayAsync(Some.Pool([sick.Port, other.Port], "health_check: {path: /health, interval_seconds: 1, unhealthy_threshold: 2, healthy_threshold: 1, expected_status: ['200']}"));

        well = false;
        Assert.True(await SoonAsync(async () => (await TextsAsync(gateway, 6)).All(t => t is "other")));
        well = true;
        Assert.True(await SoonAsync(async () => (await TextsAsync(gateway, 6)).Contains("sick")));

        await using var alone = await GatewayAsync(Some.Pool(sick.Port, "health_check: {path: /health, interval_seconds: 1, unhealthy_threshold: 1, expected_status: ['204']}"));
        await Task.Delay(1500);
        Assert.Equal("sick", (await AskAsync(alone)).Text);
    }

    [Fact]
    public async Task An_origin_killed_under_load_costs_no_client_a_request()
    {
        await using var stays = await KestrelOrigin.StartAsync(http => Answer(http, "stays", 200));
        var dies = await KestrelOrigin.StartAsync(async http =>
        {
            await Task.Delay(1);
            await Answer(http, "dies", 200);
        });
        await using var gateway = await GatewayAsync(Some.Pool([dies.Port, stays.Port], "retries: {attempts: 1}\noutlier_ejection: {consecutive_failures: 3}"));
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var client = new RawClient(gateway.Port);
            var texts = new List<string>();
            while (!stop.IsCancellationRequested)
            {
                await client.SendAsync("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
                var answer = await client.AnswerAsync();
                Assert.Equal(200, answer!.Status);
                texts.Add(answer.Text);
            }

            return texts;
        })).ToArray();

        await Task.Delay(500);
        await dies.DisposeAsync();
        await Task.Delay(1500);
        await stop.CancelAsync();

        var all = (await Task.WhenAll(clients)).SelectMany(t => t).ToArray();
        Assert.Contains("dies", all);
        Assert.Equal("stays", all[^1]);
    }

    [Fact]
    public async Task A_request_that_was_never_sent_goes_elsewhere_whatever_its_method()
    {
        await using var there = RawOrigin.Saying("there");
        await using var gateway = await GatewayAsync(Some.Pool([1, there.Port], "balancing: first\nretries: {}"));

        var answer = await RawClient.AskAsync(gateway.Port, "POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5\r\n\r\nhello");

        Assert.Equal("there", answer!.Text);
        Assert.Equal("hello", Assert.Single(there.Requests).Text);
    }

    [Theory]
    [InlineData("GET", "", "other")]
    [InlineData("DELETE", "", "other")]
    [InlineData("POST", "", null)]
    [InlineData("PUT", "hello", "other")]
    public async Task What_may_have_been_done_is_only_done_again_where_that_is_the_same(string method, string body, string? text)
    {
        await using var breaks = RawOrigin.Start((_, stream, _) =>
        {
            stream.Close();
            return Task.CompletedTask;
        });
        await using var other = RawOrigin.Saying("other");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool([breaks.Port, other.Port], "balancing: first\nretries: {on: [reset]}"), rules: "SecRequestBodyAccess On")));

        var answer = await RawClient.AskAsync(gateway.Port, $"{method} / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(text is null ? 502 : 200, answer!.Status);
        if (text is null) Assert.Empty(other.Requests);
        else Assert.Equal(body, Assert.Single(other.Requests).Text);
    }

    [Theory]
    [InlineData("[gateway_error]", 200)]
    [InlineData("[reset]", 503)]
    public async Task A_server_that_cannot_is_answered_for_by_another_where_that_is_asked_for(string on, int status)
    {
        await using var cannot = RawOrigin.Answering("HTTP/1.1 503 No\r\nContent-Length: 2\r\nX-From: cannot\r\n\r\nno");
        await using var other = RawOrigin.Saying("other");
        await using var gateway = await GatewayAsync(Some.Pool([cannot.Port, other.Port], $"balancing: first\nretries: {{on: {on}}}"));

        var answer = await AskAsync(gateway);

        Assert.Equal((status, status == 200 ? null : "cannot"), (answer.Status, answer["X-From"]));
    }

    [Fact]
    public async Task The_last_answer_is_passed_on_when_nobody_is_left()
    {
        await using var a = RawOrigin.Answering("HTTP/1.1 503 No\r\nContent-Length: 1\r\n\r\na");
        await using var b = RawOrigin.Answering("HTTP/1.1 503 No\r\nContent-Length: 1\r\n\r\nb");
        await using var gateway = await GatewayAsync(Some.Pool([a.Port, b.Port], "balancing: first\nretries: {on: [gateway_error], attempts: 5}"));

        Assert.Equal((503, "b"), ((await AskAsync(gateway)).Status, (await AskAsync(gateway)).Text));
    }

    [Fact]
    public async Task An_attempt_has_its_time()
    {
        await using var silent = RawOrigin.Start((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var other = RawOrigin.Saying("other");
        await using var gateway = await GatewayAsync(Some.Pool([silent.Port, other.Port], "balancing: first\nretries: {per_try_timeout_ms: 200}"));
        await using var alone = await GatewayAsync(Some.Pool(silent.Port, "retries: {per_try_timeout_ms: 200}"));

        Assert.Equal("other", (await AskAsync(gateway)).Text);
        Assert.Equal(504, (await AskAsync(alone)).Status);
    }

    [Fact]
    public async Task Failures_one_after_the_other_throw_a_server_out()
    {
        var asked = 0;
        await using var fails = await KestrelOrigin.StartAsync(http =>
        {
            Interlocked.Increment(ref asked);
            return Answer(http, "fails", 502);
        });
        await using var other = await KestrelOrigin.StartAsync(http => Answer(http, "other", 200));
        await using var gateway = await GatewayAsync(Some.Pool([fails.Port, other.Port], "outlier_ejection: {consecutive_failures: 3, base_ejection_seconds: 60}"));

        await TextsAsync(gateway, 30);

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_share_of_failures_takes_a_server_out_and_time_brings_it_back()
    {
        var asked = 0;
        await using var fails = await KestrelOrigin.StartAsync(http => Answer(http, "fails", Interlocked.Increment(ref asked) % 2 == 0 ? 502 : 200));
        await using var other = await KestrelOrigin.StartAsync(http => Answer(http, "other", 200));
        await using var gateway = await GatewayAsync(Some.Pool([fails.Port, other.Port], "passive_health: {failure_percent: 40, minimum_requests: 6, reactivate_seconds: 1}"));

        await TextsAsync(gateway, 30);
        Assert.Equal(6, asked);

        Assert.True(await SoonAsync(async () => await AskAsync(gateway) is not null && asked > 6));
    }

    [Theory]
    [InlineData("stickiness: {cookie: {name: srv, ttl_seconds: 60}}")]
    [InlineData("stickiness: {header: {name: X-User}}")]
    [InlineData("stickiness: {source_ip: {}}")]
    public async Task A_client_stays_with_its_server(string stickiness)
    {
        var origins = Enumerable.Range(0, 4).Select(i => RawOrigin.Saying($"o{i}")).ToArray();
        await using var gateway = await GatewayAsync(Some.Pool(origins.Select(o => o.Port), stickiness));
        var first = await AskAsync(gateway, "X-User: ada\r\n");
        var cookie = first["Set-Cookie"];
        if (stickiness.Contains("cookie", StringComparison.Ordinal)) Assert.Matches("^srv=[0-9a-f]{8}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax$", cookie);
        else Assert.Null(cookie);

        for (var i = 0; i < 12; i++)
        {
            var next = await AskAsync(gateway, $"X-User: ada\r\nCookie: a=b; {cookie?.Split(';')[0]}\r\n");
            Assert.Equal(first.Text, next.Text);
            Assert.Null(next["Set-Cookie"]);
        }

        foreach (var origin in origins) await origin.DisposeAsync();
    }

    [Fact]
    public async Task No_more_connections_are_opened_than_allowed()
    {
        var (now, most) = (0, 0);
        await using var origin = await KestrelOrigin.StartAsync(async http =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(30);
            Interlocked.Decrement(ref now);
            await Answer(http, "ok", 200);
        });
        await using var gateway = await GatewayAsync(Some.Pool(origin.Port, "max_connections: 2"));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AskAsync(gateway)));

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task HTTP_2_is_spoken_where_it_is_asked_for()
    {
        await using var origin = await KestrelOrigin.StartAsync(http => Answer(http, http.Request.Protocol, 200), http2: true);
        await using var gateway = await GatewayAsync(Some.Pool(origin.Port, "protocol: http2"));

        Assert.Equal("HTTP/2", (await AskAsync(gateway)).Text);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_concerns_its_own_pool_only()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(Some.Sites(
            Some.Site("acme", "shop", "domains: [shop.example]", Some.Pool($"endpoints: [{{name: localhost, port: {origin.Port}}}, {{name: no-such-name.invalid, port: 80}}]\nretries: {{}}")),
            Some.Site("other", "lost", "domains: [lost.example]", Some.Pool("endpoints: [{name: no-such-name.invalid, port: 80}]"))));

        foreach (var text in await TextsAsync(gateway, 6)) Assert.Equal("hello", text);
        var lost = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: lost.example\r\n\r\n");
        Assert.Equal(502, lost!.Status);
        Assert.Equal("origin_unknown", (await gateway.EventAsync()).Failure?.Error);
    }

    private static Task<TestGateway> GatewayAsync(ReadyPool pool) => TestGateway.StartAsync(Some.Sites(Some.Site("acme", "shop", "domains: [shop.example]", pool)));

    private static async Task<RawRequest> AskAsync(TestGateway gateway, string headers = "") => (await RawClient.AskAsync(gateway.Port, $"GET / HTTP/1.1\r\nHost: shop.example\r\n{headers}\r\n"))!;

    private static async Task<List<string>> TextsAsync(TestGateway gateway, int count)
    {
        var texts = new List<string>();
        for (var i = 0; i < count; i++) texts.Add((await AskAsync(gateway)).Text);
        return texts;
    }

    private static async Task<bool> SoonAsync(Func<Task<bool>> what)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await what()) return true;
            await Task.Delay(100);
        }

        return false;
    }

    private static Task Answer(HttpContext http, string text, int status)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(text);
    }
}
