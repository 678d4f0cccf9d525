using System.Diagnostics;
using System.Globalization;
using Palisade.Configuration.Objects;
using Palisade.Storage.Changes;
using Xunit.Abstractions;

namespace Palisade.Storage.Tests;

/// <summary>The numbers of <c>docs/storage.md</c>: run with <c>PALISADE_STORAGE_MEASURE=1</c>. Not otherwise: a busy machine says nothing.</summary>
[Collection(DatabaseServers.Name)]
public sealed class MeasurementTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Sites = 10_000;

    [TheoryWhenAsked, OnSqlite, OnPostgres]
    public async Task Writes_lists_and_memory(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();
        var acme = store.Tenant("acme");

        await TimeAsync("single changes, one after the other", 500, async i => (await acme.Changes.CreateAsync(Sample.Firewall($"f{i}"), Sample.Ann)).Done());
        await TimeAsync("single changes, 16 tenants at once", 1600, async i => (await store.Tenant($"t{i % 16}").Changes.CreateAsync(Sample.Of($"t{i % 16}", "app_firewall", $"f{i}"), Sample.Ann)).Done(), together: 16);
        var sites = Enumerable.Range(0, Sites).Select(Site).ToList();
        await TimeAsync($"apply of {Sites} sites in one change", 1, async _ => (await acme.Changes.ApplyAsync([.. sites.Select(ObjectChange.Create)], Sample.Ann)).Done());
        await TimeAsync("the same again, nothing changed", 1, async _ => (await acme.Changes.ApplyAsync([.. sites.Select(s => ObjectChange.Put(s))], Sample.Ann, dryRun: true)).Done());
        await TimeAsync("change of one site of them", 300, async i => (await acme.Changes.ApplyAsync([ObjectChange.Put(sites[i] with { Metadata = sites[i].Metadata with { Description = "x" } })], Sample.Ann)).Done());
        await TimeAsync("reading one", 2000, async i => Assert.NotNull(await acme.FindAsync(sites[i].Key.Local)));
        await TimeAsync($"list of {Sites} in pages of 500", 1, ListAsync);
        await TimeAsync("list of 100 by a label", 20, async i => Assert.Equal(100, (await acme.ListAsync(new() { Labels = Palisade.Configuration.Policies.LabelSelector.Parse($"team=t{i}").Selector })).Objects.Count));
        await TimeAsync("everything at one moment", 1, async _ => Assert.True((await acme.AllAsync()).Objects.Count > Sites));
        await TimeAsync("check of the audit trail", 1, async _ => Assert.Empty((await acme.Past.CheckAsync()).Faults));
        GC.Collect();
        output.WriteLine($"{database}: memory kept {GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024:F1} MB, process {Environment.WorkingSet / 1024 / 1024} MB");

        async Task ListAsync(int _)
        {
            var (count, next) = (0, (string?)null);
            do
            {
                var page = await acme.ListAsync(new() { Kind = "site", Continue = next });
                (count, next) = (count + page.Objects.Count, page.Continue);
            }
            while (next is not null);
            Assert.Equal(Sites, count);
        }

        async Task TimeAsync(string what, int times, Func<int, Task> act, int together = 1)
        {
            var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
            await Parallel.ForEachAsync(Enumerable.Range(0, together), new ParallelOptions { MaxDegreeOfParallelism = together }, async (worker, _) =>
            {
                for (var i = worker; i < times; i += together) await act(i);
            });
            var took = Stopwatch.GetElapsedTime(started);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}: {what}: {took.TotalMilliseconds:F0} ms, {times / took.TotalSeconds:F0}/s, {(GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / times:F0} KB each"));
        }
    }

    private static ObjectDraft Site(int number)
    {
        var spec = new
        {
            app_firewall = $"f{number % 500}",
            domains = new[] { $"www{number}.example", $"{number}.example" },
            listeners = new[] { new { port = 443 } },
            routes = new[] { new { path = new { prefix = "/api" }, request_headers = new { set = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-site"] = $"{number}" } } } },
        };
        var site = Sample.Of("acme", "site", $"site-{number:D5}", System.Text.Json.JsonSerializer.Serialize(spec));
        return site with { Metadata = site.Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = $"t{number % 100}" } } };
    }
}

/// <summary>A test that measures and is run when asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryWhenAskedAttribute : TheoryAttribute
{
    public TheoryWhenAskedAttribute() => Skip = Environment.GetEnvironmentVariable("PALISADE_STORAGE_MEASURE") is "1" ? null : "measures: PALISADE_STORAGE_MEASURE=1";
}
