using System.Globalization;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter.Limits;

/// <summary>Two gateways that count in one Redis.</summary>
public sealed class SharedRateTests
{
    [FactWithRedis]
    public async Task Two_gateways_count_together()
    {
        using var redis = new RedisServer();
        await redis.StartAsync();
        await using var pair = await Pair.StartAsync(redis.Url, "total_number: 20, unit: HOUR");
        await pair.UntilSharedAsync(isShared: true);

        Assert.Equal(20, await pair.PassedAsync(40));
    }

    [FactWithRedis]
    public async Task Tokens_are_counted_together_too_and_a_block_holds_on_both()
    {
        using var redis = new RedisServer();
        await redis.StartAsync();
        await using var pair = await Pair.StartAsync(redis.Url, "total_number: 5, unit: HOUR, token_bucket: {}, action_block: {hours: {duration: 1}}");
        await pair.UntilSharedAsync(isShared: true);

        Assert.Equal(5, await pair.PassedAsync(20));
    }

    [FactWithRedis]
    public async Task When_Redis_goes_away_each_counts_alone_and_when_it_comes_back_both_together()
    {
        using var redis = new RedisServer();
        await redis.StartAsync();
        await using var pair = await Pair.StartAsync(redis.Url, "total_number: 20, unit: HOUR");
        await pair.UntilSharedAsync(isShared: true);
        Assert.Equal(10, await pair.PassedAsync(10));

        redis.Kill();
        await pair.UntilSharedAsync(isShared: false);
        // Each begins with the five that it let through itself.
        Assert.Equal(30, await pair.PassedAsync(100));

        await redis.StartAsync();
        await pair.UntilSharedAsync(isShared: true);
        // The server was restarted without its memory.
        Assert.Equal(20, await pair.PassedAsync(40));
    }

    private sealed class Pair(RawOrigin origin, TestGateway one, TestGateway two) : IAsyncDisposable
    {
        private readonly HttpClient _client = new();

        public static async Task<Pair> StartAsync(string redis, string limiter)
        {
            var origin = RawOrigin.Saying("hello");
            var policy = Limit.Policy(limiter);
            Task<TestGateway> Gateway() => TestGateway.StartAsync(origin.Url, c => c with { RateStore = new() { Url = redis, Patience = TimeSpan.FromSeconds(1) } }, policy: policy);
            return new(origin, await Gateway(), await Gateway());
        }

        /// <summary>How many of some requests pass, half of them at each.</summary>
        public async Task<int> PassedAsync(int requests)
        {
            var passed = 0;
            for (var i = 0; i < requests; i++)
            {
                var answer = await RawClient.AskAsync((i % 2 == 0 ? one : two).Port, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                if (answer!.Status == 200) passed++;
            }

            return passed;
        }

        public async Task UntilSharedAsync(bool isShared)
        {
            foreach (var gateway in new[] { one, two })
            {
                for (var i = 0; await IsUpAsync(gateway) != isShared; i++)
                {
                    Assert.True(i < 300, "The store never became what it should be.");
                    await Task.Delay(100);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await one.DisposeAsync();
            await two.DisposeAsync();
            await origin.DisposeAsync();
        }

        private async Task<bool> IsUpAsync(TestGateway gateway)
        {
            var metrics = await _client.GetStringAsync(new Uri(gateway.AdminUrl + "/metrics"));
            var line = metrics.Split('\n').FirstOrDefault(l => l.StartsWith("palisade_rate_store_up", StringComparison.Ordinal));
            return line is not null && double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) > 0;
        }
    }
}
