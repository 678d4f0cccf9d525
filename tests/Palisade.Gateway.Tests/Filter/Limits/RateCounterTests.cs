using Palisade.Gateway.Filter.Limits;

namespace Palisade.Gateway.Tests.Filter.Limits;

/// <summary>Counting, with a clock that is a number.</summary>
public sealed class RateCounterTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Start = 1000 * Second;

    [Theory]
    [InlineData("total_number: 100, unit: SECOND", 1000)]
    [InlineData("total_number: 100, unit: SECOND, token_bucket: {}", 1100)]
    [InlineData("total_number: 600, unit: MINUTE, burst_multiplier: 2", 1200)]
    [InlineData("total_number: 7, unit: SECOND", 70)]
    [InlineData("total_number: 6000, unit: MINUTE, token_bucket: {}", 7000)]
    public void Of_a_flood_of_ten_seconds_as_many_pass_as_the_limit_says_within_one_percent(string limiter, int expected)
    {
        var (counters, limit, allowed) = (new RateCounters(64), Limit.Of(limiter), 0);
        for (var time = 0L; time < 10 * Second; time += Second / 5000)
        {
            if (counters.Take(1, limit, Start + time).Allowed) allowed++;
        }

        Assert.InRange(allowed, expected * 0.99, expected * 1.01);
    }

    [Fact]
    public void No_window_of_a_leaky_bucket_has_more_than_its_number()
    {
        var (counters, limit, random) = (new RateCounters(64), Limit.Of("total_number: 50, unit: SECOND"), new Random(4));
        var passed = new List<long>();
        for (var time = Start; time < Start + (60 * Second); time += random.NextInt64(random.Next(4) == 0 ? Second : Second / 200))
        {
            if (counters.Take(1, limit, time).Allowed) passed.Add(time);
        }

        // To a sixteenth of the window, by which the oldest requests leak out evenly and not one by one.
        for (var i = 50; i < passed.Count; i++) Assert.True(passed[i] - passed[i - 50] >= Second * 15 / 16, $"51 requests in {(passed[i] - passed[i - 50]) / (double)Second:0.000} s");
    }

    [Theory]
    [InlineData("total_number: 5, unit: SECOND")]
    [InlineData("total_number: 5, unit: SECOND, token_bucket: {}")]
    public void Who_waited_has_the_whole_number_again(string limiter)
    {
        var (counters, limit) = (new RateCounters(64), Limit.Of(limiter));
        for (var round = 0; round < 10; round++)
        {
            var now = Start + (round * 11 * Second / 10);
            for (var i = 0; i < 5; i++) Assert.Equal(4 - i, counters.Take(1, limit, now).Remaining);
            Assert.False(counters.Take(1, limit, now).Allowed);
        }
    }

    [Theory]
    [InlineData("total_number: 5, unit: SECOND")]
    [InlineData("total_number: 5, unit: SECOND, token_bucket: {}")]
    [InlineData("total_number: 3, unit: MINUTE, period_multiplier: 2")]
    public void Who_comes_again_when_told_is_let_in_and_who_comes_before_is_not(string limiter)
    {
        var (counters, limit, random) = (new RateCounters(64), Limit.Of(limiter), new Random(8));
        var now = Start;
        for (var i = 0; i < 500; i++)
        {
            var answer = counters.Take(1, limit, now);
            if (!answer.Allowed)
            {
                Assert.True(answer.Wait > TimeSpan.Zero);
                Assert.False(counters.Take(1, limit, now + (answer.Wait.Ticks / 2)).Allowed);
                now += answer.Wait.Ticks;
                Assert.True(counters.Take(1, limit, now).Allowed);
            }

            now += random.NextInt64(Second / 10);
        }
    }

    [Fact]
    public void Who_exceeds_a_limit_with_a_block_time_is_refused_for_that_time()
    {
        var (counters, limit) = (new RateCounters(64), Limit.Of("total_number: 1, unit: SECOND, action_block: {minutes: {duration: 5}}"));
        Assert.True(counters.Take(1, limit, Start).Allowed);

        Assert.Equal(TimeSpan.FromMinutes(5), counters.Take(1, limit, Start).Wait);
        Assert.False(counters.Take(1, limit, Start + (299 * Second)).Allowed);
        Assert.True(counters.Take(1, limit, Start + (300 * Second)).Allowed);
    }

    [Fact]
    public void Users_and_limits_count_apart()
    {
        var (counters, one, other) = (new RateCounters(64), Limit.Of("total_number: 1"), Limit.Of("total_number: 1, unit: HOUR"));

        Assert.True(counters.Take(1, one, Start).Allowed);
        Assert.True(counters.Take(2, one, Start).Allowed);
        Assert.True(counters.Take(1, other, Start).Allowed);
        Assert.False(counters.Take(1, one, Start).Allowed);
    }

    [Fact]
    public void A_flood_of_users_does_not_make_it_forget_who_asks_often()
    {
        var (counters, limit, random) = (new RateCounters(1024), Limit.Of("total_number: 50, unit: MINUTE"), new Random(1));
        for (var i = 0; i < 50; i++) counters.Take(7, limit, Start);

        for (var i = 0; i < 100_000; i++) counters.Take(new((ulong)random.NextInt64(), (ulong)random.NextInt64()), limit, Start);

        Assert.False(counters.Take(7, limit, Start).Allowed);
        Assert.True(counters.Forgotten > 90_000);
    }

    [Fact]
    public void Many_threads_together_pass_exactly_the_number()
    {
        var (counters, limit, allowed) = (new RateCounters(64), Limit.Of("total_number: 10000, unit: HOUR"), 0);

        Parallel.For(0, 40_000, _ =>
        {
            if (counters.Take(1, limit, Start).Allowed) Interlocked.Increment(ref allowed);
        });

        Assert.Equal(10_000, allowed);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var (counters, limit) = (new RateCounters(64), Limit.Of("total_number: 10, unit: MINUTE"));
        var i = 0;

        Assert.Equal(0, Allocation.Of(() => counters.Take((UInt128)i, limit, Start + i++), 1000));
    }
}
