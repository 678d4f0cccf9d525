using System.Text;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class HistoryTests(PostgresServer server)
{
    private static readonly LocalKey A = new("app_firewall", "default", "a");

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_when_what_and_why_is_kept_with_whole_specs(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        await FourRevisionsAsync(acme);

        var a = await acme.Past.HistoryAsync(new() { Key = A });
        var all = await acme.Past.HistoryAsync(new());

        Assert.Equal(["4 deleted cid gone 2", "2 replaced bob more 2", "1 created ann first 1"], a.Select(v => $"{v.Revision} {v.Operation} {v.Stamp.By} {v.Reason} {v.Generation}"));
        Assert.Equal(["{\"number\":2}", "{\"number\":2}", "{\"number\":1}"], a.Select(v => Encoding.UTF8.GetString(v.Spec.Span)));
        Assert.Equal(["4", "3", "2", "1", "1"], all.Select(v => $"{v.Revision}"));
        Assert.Equal(["3", "2"], (await acme.Past.HistoryAsync(new() { UpTo = 3, Limit = 2 })).Select(v => $"{v.Revision}"));
        Assert.All(all, v => Assert.InRange(v.Stamp.At, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(200)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_object_goes_back_to_what_it_was(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        await FourRevisionsAsync(acme);

        var back = (await acme.Changes.RevertAsync(A, 1, new("dan", "it was right"))).Done();

        Assert.Equal((5L, "{\"number\":1}"), (back.Revision, Encoding.UTF8.GetString((await acme.FindAsync(A))!.Spec.Span)));
        Assert.Equal("revert dan it was right", (await acme.Past.HistoryAsync(new() { Key = A }))[0] is var last ? $"{last.Action} {last.Stamp.By} {last.Reason}" : "");
        Assert.Equal(ChangeOperation.Deleted, (await acme.Changes.RevertAsync(A with { Name = "c" }, 1, Sample.Ann)).Done().Changes.Single().Operation);
        Assert.Equal(RefusalReason.NotFound, (await acme.Changes.RevertAsync(A with { Name = "never" }, 1, Sample.Ann)).Refusals.Single().Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_tenant_goes_back_as_one_change(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        await FourRevisionsAsync(acme);
        var then = await StateAsync(acme);

        var tried = (await acme.Changes.RevertAllAsync(1, Sample.Ann, dryRun: true)).Done();
        Assert.Equal(then, await StateAsync(acme));
        var back = (await acme.Changes.RevertAllAsync(1, Sample.Ann)).Done();

        Assert.Equal(["Created app_firewall default/a", "Deleted app_firewall default/c"], back.Changes.Select(c => $"{c.Operation} {c.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(back.Changes.Select(c => c.Key), tried.Changes.Select(c => c.Key));
        Assert.Equal("a={\"number\":1} b={\"number\":1}", await StateAsync(acme));
        Assert.Empty((await acme.Changes.RevertAllAsync(1, Sample.Ann)).Done().Changes);
        (await acme.Changes.RevertAllAsync(4, Sample.Ann)).Done();
        Assert.Equal(then, await StateAsync(acme));
        (await acme.Changes.RevertAllAsync(0, Sample.Ann)).Done();
        Assert.Equal("", await StateAsync(acme));
        Assert.Empty((await acme.Past.CheckAsync()).Faults);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_revert_that_would_leave_a_reference_to_nothing_is_refused(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        (await acme.Changes.CreateAsync(Sample.Of("acme", "site", "s"), Sample.Ann)).Done();
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a")), Sample.Put(Sample.Site("s", "a"))], Sample.Ann)).Done();

        Assert.Equal(RefusalReason.InUse, (await acme.Changes.RevertAsync(A, 1, Sample.Ann)).Refusals.Single().Reason);
        (await acme.Changes.RevertAllAsync(1, Sample.Ann)).Done();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_revert_to_what_is_no_longer_good_is_refused(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        await FourRevisionsAsync((await place.OpenAsync()).Tenant("acme"));
        var strict = (await place.OpenAsync(new() { AlsoCheck = draft => draft.Spec["number"]?.Value is "1" ? [new("spec.number", "One is not enough any more.")] : [] })).Tenant("acme");

        Assert.Equal("app_firewall default/a, spec.number: One is not enough any more.", (await strict.Changes.RevertAsync(A, 1, Sample.Ann)).Refusals.Single().ToString());
        Assert.Equal(RefusalReason.Invalid, (await strict.Changes.RevertAllAsync(1, Sample.Ann)).Refusals.Single().Reason);
        (await strict.Changes.RevertAsync(A, 2, Sample.Ann)).Done();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Changes_since_a_revision_are_told_in_whole_revisions(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        await FourRevisionsAsync(acme);

        static string Text(ChangesSince since) => $"{since.Revision} {since.IsWhole} {string.Join(' ', since.Changes.Select(c => $"{c.Revision}:{c.Key.Name}:{c.Operation}"))}";

        Assert.Equal("4 True 3:c:created 4:a:deleted", Text(await acme.ChangesSinceAsync(2)));
        Assert.Equal("4 True ", Text(await acme.ChangesSinceAsync(4)));
        Assert.Equal("9 True ", Text(await acme.ChangesSinceAsync(9)));
        Assert.Equal("1 False 1:a:created 1:b:created", Text(await acme.ChangesSinceAsync(0, most: 1)));
        Assert.Equal("2 False 1:a:created 1:b:created 2:a:replaced", Text(await acme.ChangesSinceAsync(0, most: 3)));
    }

    private static async Task FourRevisionsAsync(TenantStore acme)
    {
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 1)), Sample.Put(Sample.Firewall("b", 1))], new("ann", "first"))).Done();
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 2))], new("bob", "more"))).Done();
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("c", 1))], new("bob"))).Done();
        (await acme.Changes.ApplyAsync([ObjectChange.Delete(A)], new("cid", "gone"))).Done();
    }

    private static async Task<string> StateAsync(TenantStore acme) =>
        string.Join(' ', (await acme.AllAsync()).Objects.Select(o => $"{o.Key.Local.Name}={Encoding.UTF8.GetString(o.Spec.Span)}"));
}
