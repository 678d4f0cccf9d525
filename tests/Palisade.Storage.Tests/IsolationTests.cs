using System.Reflection;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using Palisade.Storage.Databases;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class IsolationTests(PostgresServer server)
{
    private static readonly LocalKey Key = new("app_firewall", "default", "secret");

    /// <summary>Everything a tenant can ask, and what it must get of another's objects.</summary>
    private static readonly Dictionary<string, Func<TenantStore, Guid, Task<object?>>> Asked = new(StringComparer.Ordinal)
    {
        ["FindAsync"] = async (t, _) => await t.FindAsync(Key),
        ["ListAsync"] = async (t, _) => (await t.ListAsync(new() { Limit = 5000 })).Objects is { Count: > 0 } o ? o : null,
        ["CountAsync"] = async (t, _) => await t.CountAsync(new()) is > 0 and var n ? n : null,
        ["AllAsync"] = async (t, _) => await t.AllAsync() is (0, { Count: 0 }) ? null : "all",
        ["UsersAsync"] = async (t, _) => (await t.UsersAsync(Key)) is { Count: > 0 } u ? u : null,
        ["RevisionAsync"] = async (t, _) => await t.RevisionAsync() is > 0 and var n ? n : null,
        ["ChangesSinceAsync"] = async (t, _) => (await t.ChangesSinceAsync(0)).Changes is { Count: > 0 } c ? c : null,
        ["FindStatusAsync"] = async (t, _) => await t.FindStatusAsync(Key),
        ["WaitAsync"] = async (t, _) =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            try
            {
                return await t.WaitAsync(0, soon.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        },
        ["HistoryAsync"] = async (t, _) => (await t.Past.HistoryAsync(new() { Key = Key })).Concat(await t.Past.HistoryAsync(new())).ToList() is { Count: > 0 } v ? v : null,
        ["AuditAsync"] = async (t, _) => await t.Past.AuditAsync() is { Count: > 0 } a ? a : null,
        ["CheckAsync"] = async (t, _) => await t.Past.CheckAsync() is { Head.Count: 0, Faults.Count: 0 } ? null : "check",
        ["ReplaceAsync"] = async (t, _) => Refused(await t.Changes.ReplaceAsync(Sample.Of(t.Name, "app_firewall", "secret"), "1-x", Sample.Ann)),
        ["DeleteAsync"] = async (t, _) => Refused(await t.Changes.DeleteAsync(Key, "1-x", Sample.Ann)),
        ["ApplyAsync"] = async (t, _) => Refused(await t.Changes.ApplyAsync([ObjectChange.Delete(Key)], Sample.Ann)),
        ["RevertAsync"] = async (t, _) => Refused(await t.Changes.RevertAsync(Key, 1, Sample.Ann)),
        ["RevertAllAsync"] = async (t, _) => (await t.Changes.RevertAllAsync(1, Sample.Ann)).Changes is { Count: > 0 } c ? c : null,
        ["SetStatusAsync"] = async (t, uid) => await t.Changes.SetStatusAsync(Key, uid, Node.EmptyMap) ? "status" : null,
        // A reference to it is one to nothing, and one of the name can be made as if it were not there.
        ["CreateAsync"] = async (t, _) => Refused(await t.Changes.CreateAsync(Sample.Site("s", "secret", t.Name), Sample.Ann)),
        ["FindRecordAsync"] = async (t, _) => await t.Records.FindRecordAsync("user", "ann"),
        ["ListRecordsAsync"] = async (t, _) => await t.Records.ListRecordsAsync("user") is { Count: > 0 } r ? r : null,
        // A record that must be there is not; one that must not be there can be made.
        ["WriteRecordsAsync"] = async (t, _) => await t.Records.WriteRecordsAsync([new("user", "ann", null, Expected: 1)], null)
            || !await t.Records.WriteRecordsAsync([new("user", "bob", "{}", Expected: 0)], null) ? "written" : null,
        // The last, since it leaves a line of the tenant's own: its first.
        ["NoteAsync"] = async (t, _) => (await t.Past.NoteAsync("x", Sample.Ann)).Count is not 1 and var n ? n : null,
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task A_tenant_reads_writes_and_counts_nothing_of_another(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();
        var victim = store.Tenant("acme");
        var made = (await victim.Changes.ApplyAsync([Sample.Put(Sample.Firewall("secret", 1, ("x", "y"))), Sample.Put(Sample.Site("s", "secret"))], Sample.Ann)).Done().Changes[0].After!;
        await victim.Changes.SetStatusAsync(Key, made.Uid, Node.EmptyMap);
        Assert.True(await victim.Records.WriteRecordsAsync([new("user", "ann", "{}", Expected: 0), new("user", "bob", "{}")], new("user.created", Sample.Ann)));
        var before = await ImageAsync(victim);

        foreach (var (name, ask) in Asked)
        {
            // A tenant each, none of whom has done anything: also names that patterns and prefixes would let through.
            foreach (var other in new[] { "acm", "acme2", $"x{name.ToLowerInvariant()}" })
            {
                var got = await ask(store.Tenant(other), made.Uid);
                Assert.True(got is null, $"{other}.{name} got {got}");
            }
        }

        Assert.Equal(before, await ImageAsync(victim));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Tenant("evil").Changes.CreateAsync(Sample.Of("acme", "app_firewall", "new"), Sample.Ann));
        (await store.Tenant("evil").Changes.CreateAsync(Sample.Of("evil", "app_firewall", "secret"), Sample.Ann)).Done();
        Assert.Equal(1, await store.Tenant("evil").CountAsync(new()));
        Assert.Equal(before, await ImageAsync(victim));
        foreach (var bad in new[] { "", "ACME", "acme'--", "a%", "*", "acme/evil", "acme\0" }) Assert.Throws<ArgumentException>(() => store.Tenant(bad));
    }

    [Fact]
    public void Everything_a_tenant_can_ask_is_asked_above()
    {
        var methods = new[] { typeof(TenantStore), typeof(TenantChanges), typeof(TenantPast), typeof(TenantRecords) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(m => !m.IsSpecialName).Select(m => m.Name).Distinct(StringComparer.Ordinal);

        Assert.Equal(methods.Order(StringComparer.Ordinal), Asked.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_names_no_tenant_cannot_be_run()
    {
        await using var place = await TestDatabase.NewAsync(OnSqliteAttribute.Name, server);
        await place.OpenAsync();
        await using var data = new SqliteDatabase(place.File);
        await using var session = await Session.BeginAsync(data, "acme", write: false, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync("SELECT 1", default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.AllAsync("SELECT * FROM object", r => r.GetString(0), default));
    }

    private static ApplyResult? Refused(ApplyResult result) => result.IsRefused ? null : result;

    private static async Task<string> ImageAsync(TenantStore tenant)
    {
        var (revision, objects) = await tenant.AllAsync();
        var report = await tenant.Past.CheckAsync();
        Assert.Empty(report.Faults);
        return $"{revision} {report.Head} {string.Join(' ', objects.Select(o => $"{o.Key} {o.Version} {o.SpecHash}"))} {(await tenant.FindStatusAsync(Key))?.At} {string.Join(' ', (await tenant.Records.ListRecordsAsync("user")).Select(r => $"{r.Id} {r.Version}"))}";
    }
}
