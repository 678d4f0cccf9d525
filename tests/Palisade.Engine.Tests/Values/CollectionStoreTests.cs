using System.Text;
using Palisade.Engine.Tests.Scenarios;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Values;

public sealed class CollectionStoreTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public void A_collection_lives_as_long_as_it_is_touched()
    {
        var store = new CollectionStore(_clock);
        Open(store, "a").Update("n", _ => "1"u8.ToArray());
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.NotNull(Open(store, "a").Get("n"));
        _clock.Advance(TimeSpan.FromMinutes(50));
        Assert.NotNull(Open(store, "a").Get("n"));
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(Open(store, "a").Get("n"));
    }

    [Fact]
    public void Collections_are_apart_by_kind_application_and_key()
    {
        var store = new CollectionStore(_clock);
        Open(store, "a").Update("n", _ => "1"u8.ToArray());
        Assert.Null(Open(store, "b").Get("n"));
        Assert.Null(store.Open("SESSION", "default", "a"u8, TimeSpan.FromHours(1)).Get("n"));
        Assert.Null(store.Open("IP", "other", "a"u8, TimeSpan.FromHours(1)).Get("n"));
        Assert.NotNull(Open(store, "a").Get("N"));
    }

    [Fact]
    public void A_variable_expires_by_itself()
    {
        var scenario = Scenario.Rules("""
            SecAction "id:1,phase:1,pass,nolog,initcol:ip=%{REMOTE_ADDR}"
            SecRule ARGS:login "@streq fail" "id:2,phase:1,pass,nolog,setvar:ip.fails=+1,expirevar:ip.fails=60"
            SecRule IP:fails "@ge 3" "id:3,phase:1,deny,status:429"
            """).With(new CollectionStore(_clock)).Get("/?login=fail");
        scenario.Passes().Passes().Blocks(429);
        _clock.Advance(TimeSpan.FromSeconds(59));
        scenario.Get("/").Blocks(429);
        _clock.Advance(TimeSpan.FromSeconds(2));
        scenario.Get("/").Passes();
    }

    [Fact]
    public void Counting_from_many_requests_at_once_loses_none()
    {
        var store = new CollectionStore(_clock);
        Parallel.For(0, 1000, _ => Open(store, "a").Update("n", old => Numbers.Text(Numbers.Parse(old) + 1)));
        Assert.Equal("1000", Encoding.ASCII.GetString(Open(store, "a").Get("n")!));
    }

    [Fact]
    public void A_flood_of_keys_does_not_take_the_memory()
    {
        var store = new CollectionStore(_clock);
        for (var i = 0; i < CollectionStore.MaxCollections + 100_000; i++) Open(store, $"{i}");
        Assert.Equal(CollectionStore.MaxCollections, store.Count);
        _clock.Advance(TimeSpan.FromHours(2));
        Open(store, "new").Update("n", _ => "1"u8.ToArray());
        Assert.NotNull(Open(store, "new").Get("n"));
        Assert.Equal(1, store.Count);
    }

    private static StoredCollection Open(CollectionStore store, string key) =>
        store.Open("IP", "default", Encoding.ASCII.GetBytes(key), TimeSpan.FromHours(1));

    private sealed class MovableClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.UtcTicks;

        public void Advance(TimeSpan by) => _now += by;
    }
}
