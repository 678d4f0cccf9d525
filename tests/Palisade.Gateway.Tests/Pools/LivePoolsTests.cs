using System.Net;
using System.Net.Sockets;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Proxy.Pools;
using Palisade.Gateway.Proxy.Pools.Health;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Pools;

public sealed class LivePoolsTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_pool_lives_as_long_as_a_site_or_a_request_has_it_and_stays_the_same_while_it_does()
    {
        using var pools = new LivePools(Nobody, Idle, TimeProvider.System);
        var (kept, gone) = (Some.Pool(1), Some.Pool(1));
        ReadySite[] first = [Site("a", kept), Site("b", kept, gone)];
        pools.Change([], first);
        var live = pools.Enter(kept);
        var late = pools.Enter(gone);
        Assert.Equal(2, pools.Count);

        ReadySite[] second = [Site("a", kept)];
        pools.Change(first, second);
        Assert.Equal(2, pools.Count);
        late.Leave();
        Assert.Equal(1, pools.Count);
        live.Leave();
        var again = pools.Enter(kept);
        Assert.Same(live, again);
        again.Leave();

        pools.Change(second, []);
        Assert.Equal(0, pools.Count);
    }

    [Fact]
    public void A_request_that_comes_late_has_the_pool_for_itself()
    {
        using var pools = new LivePools(Nobody, Idle, TimeProvider.System);
        var pool = Some.Pool(1);

        var late = pools.Enter(pool);
        Assert.Equal(1, pools.Count);
        late.Leave();

        Assert.Equal(0, pools.Count);
        Assert.False(late.TryEnter());
    }

    [Fact]
    public async Task A_name_keeps_its_last_good_answer()
    {
        var answers = new Queue<Func<IPAddress[]>>([
            () => throw new SocketException((int)SocketError.HostNotFound),
            () => [IPAddress.Parse("192.0.2.1")],
            () => throw new SocketException((int)SocketError.TryAgain),
            () => [],
            () => [IPAddress.Parse("192.0.2.2")],
        ]);
        var addresses = new Addresses("app.internal", (_, _) => Task.FromResult(answers.Dequeue()()));
        Assert.True(addresses.AreKnown);

        await addresses.LookAsync(CancellationToken.None);
        Assert.False(addresses.AreKnown);
        await Assert.ThrowsAsync<SocketException>(async () => await addresses.GetAsync(CancellationToken.None));

        foreach (var expected in new[] { "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2" })
        {
            await addresses.LookAsync(CancellationToken.None);
            Assert.Equal(expected, Assert.Single(await addresses.GetAsync(CancellationToken.None)).ToString());
        }
    }

    [Fact]
    public async Task A_first_request_waits_for_the_first_answer()
    {
        var answer = new TaskCompletionSource<IPAddress[]>();
        var addresses = new Addresses("app.internal", (_, _) => answer.Task);
        var looking = addresses.LookAsync(CancellationToken.None);
        var waiting = addresses.GetAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        answer.SetResult([IPAddress.Loopback]);

        Assert.Equal([IPAddress.Loopback], await waiting);
        await looking;
    }

    [Fact]
    public void Who_is_thrown_out_again_stays_out_longer_up_to_the_longest()
    {
        var clock = new StoppedClock();
        var pool = Some.Pool([1, 2], "outlier_ejection: {consecutive_failures: 1, base_ejection_seconds: 10, max_ejection_seconds: 25}").Spec;
        var health = new EndpointHealth(pool, clock);
        foreach (var seconds in new[] { 10, 20, 25, 25 })
        {
            health.Tell(failed: true, static () => true);
            clock.Pass(seconds - 1);
            Assert.True(health.IsEjected(clock.GetTimestamp()));
            clock.Pass(2);
            Assert.False(health.IsEjected(clock.GetTimestamp()));
        }

        clock.Pass(100);
        health.Tell(failed: true, static () => true);
        clock.Pass(11);
        Assert.False(health.IsEjected(clock.GetTimestamp()));
    }

    [Fact]
    public void Nobody_more_than_allowed_is_thrown_out()
    {
        var health = new EndpointHealth(Some.Pool([1, 2], "outlier_ejection: {consecutive_failures: 1}").Spec, TimeProvider.System);

        health.Tell(failed: true, static () => false);

        Assert.True(health.IsWell(TimeProvider.System.GetTimestamp()));
    }

    [Fact]
    public void A_window_forgets_what_is_older_than_itself()
    {
        var clock = new StoppedClock();
        var window = new FailureWindow(TimeSpan.FromSeconds(10), clock);
        Assert.Equal((1, 1), window.Add(failed: true));
        clock.Pass(5);
        Assert.Equal((2, 1), window.Add(failed: false));
        clock.Pass(6);
        Assert.Equal((2, 0), window.Add(failed: false));
        window.Clear();
        Assert.Equal((1, 1), window.Add(failed: true));
    }

    [Fact]
    public void Checks_take_out_and_bring_back_after_so_many_in_a_row()
    {
        var health = new EndpointHealth(Some.Pool(1).Spec, TimeProvider.System);
        var check = new HealthCheck { HealthyThreshold = 2, UnhealthyThreshold = 2 };
        foreach (var (good, well) in new[] { (false, true), (true, true), (false, true), (false, false), (true, false), (false, false), (true, false), (true, true) })
        {
            health.Checked(good, check);
            Assert.Equal(well, health.IsWell(TimeProvider.System.GetTimestamp()));
        }
    }

    private static Task<IPAddress[]> Nobody(string name, CancellationToken stop) => Task.FromResult<IPAddress[]>([]);

    private static ReadySite Site(string name, ReadyPool pool, ReadyPool? route = null) => Some.Site("acme", name, $"domains: [{name}.example]", pool, [route]);

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(int seconds) => _ticks += seconds * TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;
    }
}
