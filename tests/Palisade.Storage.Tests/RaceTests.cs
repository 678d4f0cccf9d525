using System.Globalization;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class RaceTests(PostgresServer server)
{
    private static readonly LocalKey Counter = new("app_firewall", "default", "counter");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_thousand_writers_lose_no_update(string database)
    {
        const int writers = 1000;
        await using var place = await TestDatabase.NewAsync(database, server);
        // Two stores on one database, as two managers have.
        TenantStore[] stores = [(await place.OpenAsync()).Tenant("acme"), (await place.OpenAsync()).Tenant("acme")];
        (await stores[0].Changes.CreateAsync(Sample.Firewall("counter"), Sample.Ann)).Done();
        var conflicts = 0;

        await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(() => AddOneAsync(stores[i % 2], i))));

        var counter = (await stores[0].FindAsync(Counter))!;
        Assert.Equal($"{writers}", counter.ReadSpec()["number"]!.Value);
        Assert.Equal((writers + 1L, writers + 1L), (counter.Generation, counter.Revision));
        Assert.True(conflicts > 0, "Nobody was in anybody's way: this was no race.");
        Assert.Empty((await stores[1].Past.CheckAsync()).Faults);

        async Task AddOneAsync(TenantStore store, int writer)
        {
            var random = new Random(writer);
            for (var tries = 0; ; tries++)
            {
                var read = (await store.FindAsync(Counter))!;
                var number = int.Parse(read.ReadSpec()["number"]!.Value, CultureInfo.InvariantCulture);
                var result = await store.Changes.ReplaceAsync(Sample.Firewall("counter", number + 1), read.Version, new($"w{writer}"));
                if (!result.IsRefused) return;
                Assert.Equal(RefusalReason.Conflict, Assert.Single(result.Refusals).Reason);
                Interlocked.Increment(ref conflicts);
                // Later and later, so that not all come back at once.
                await Task.Delay(random.Next(50 << Math.Min(tries, 6)));
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Tenants_and_namespaces_are_written_side_by_side(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(t => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) (await store.Tenant($"t{t}").Changes.CreateAsync(Sample.Of($"t{t}", "app_firewall", $"f{i}"), Sample.Ann)).Done();
        })));

        Assert.All(await store.RevisionsAsync(), r => Assert.Equal(10, r.Value));
        Assert.Equal(20, (await store.RevisionsAsync()).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_that_open_an_empty_database_at_once_make_one_schema(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => place.OpenAsync())));

        (await stores[0].Tenant("a").Changes.CreateAsync(Sample.Of("a", "app_firewall", "f"), Sample.Ann)).Done();
        Assert.Equal(1, await stores[3].Tenant("a").RevisionAsync());
        await place.BreakInAsync("INSERT INTO schema_step (step, applied_at) VALUES (999, 0)");
        Assert.Contains("made by a newer version", (await Assert.ThrowsAsync<StoreException>(() => place.OpenAsync())).Message, StringComparison.Ordinal);
    }
}
