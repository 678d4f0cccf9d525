using System.Diagnostics;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class WaitTests(PostgresServer server)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Theory, OnSqlite, OnPostgres]
    public async Task Whoever_waits_is_told_by_its_own_process_at_once(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        using var patience = new CancellationTokenSource(Long);
        var waiting = acme.WaitAsync(0, patience.Token);
        Assert.False(waiting.IsCompleted);

        (await acme.Changes.CreateAsync(Sample.Firewall("a"), Sample.Ann)).Done();

        Assert.Equal(1, await waiting);
        Assert.Equal(1, await acme.WaitAsync(0, patience.Token));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Another_process_is_heard_of_too(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var (here, there) = ((await place.OpenAsync()).Tenant("acme"), (await place.OpenAsync()).Tenant("acme"));
        using var patience = new CancellationTokenSource(Long);
        var waiting = here.WaitAsync(0, patience.Token);

        (await there.Changes.CreateAsync(Sample.Firewall("a"), Sample.Ann)).Done();

        Assert.Equal(1, await waiting);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ten_changes_in_a_row_are_all_seen(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        using var patience = new CancellationTokenSource(Long);
        var following = Task.Run(async () =>
        {
            var names = new List<string>();
            for (var at = 0L; names.Count < 10;)
            {
                await acme.WaitAsync(at, patience.Token);
                var since = await acme.ChangesSinceAsync(at, stop: patience.Token);
                names.AddRange(since.Changes.Select(c => c.Key.Name));
                at = since.Revision;
            }

            return names;
        });

        for (var i = 0; i < 10; i++) (await acme.Changes.CreateAsync(Sample.Firewall($"f{i}"), Sample.Ann)).Done();

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"f{i}"), await following);
    }

    [Theory, OnPostgres]
    public async Task A_listener_that_was_cut_off_is_back_and_missed_nothing(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var (here, there) = ((await place.OpenAsync()).Tenant("acme"), (await place.OpenAsync()).Tenant("acme"));
        using var patience = new CancellationTokenSource(Long);
        const string listeners = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        while ((long)(await place.BreakInAsync($"SELECT count(*) {listeners}"))! < 2) await Task.Delay(50, patience.Token);
        await place.BreakInAsync($"SELECT pg_terminate_backend(pid) {listeners}");

        (await there.Changes.CreateAsync(Sample.Firewall("a"), Sample.Ann)).Done();
        Assert.Equal(1, await here.WaitAsync(0, patience.Token));

        while ((long)(await place.BreakInAsync($"SELECT count(*) {listeners}"))! < 2) await Task.Delay(50, patience.Token);
        var started = Stopwatch.GetTimestamp();
        var waiting = here.WaitAsync(1, patience.Token);
        (await there.Changes.CreateAsync(Sample.Firewall("b"), Sample.Ann)).Done();
        Assert.Equal(2, await waiting);
        Assert.True(Stopwatch.GetElapsedTime(started) < Long);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Waiting_ends_when_it_is_told_to(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acme.WaitAsync(0, soon.Token));
    }
}
