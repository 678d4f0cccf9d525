using System.Data.Common;
using Palisade.Storage.Changes;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class AuditTests(PostgresServer server)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Every_change_and_every_note_is_a_line(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = await FilledAsync(place);

        await acme.Past.NoteAsync("session.opened", new("eve", "from 203.0.113.1"), "detail");

        Assert.Equal(
            ["1 change ann because 1", "2 change bob  2", "3 change bob tidy 3", "4 session.opened eve from 203.0.113.1 0"],
            (await acme.Past.AuditAsync()).Select(e => $"{e.Sequence} {e.Action} {e.Author} {e.Reason} {e.Revision}"));
        var report = await acme.Past.CheckAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(4, report.Head.Count);
        Assert.Equal("4", string.Join(' ', (await acme.Past.AuditAsync(after: 3)).Select(e => e.Sequence)));
        await Assert.ThrowsAsync<ArgumentException>(() => acme.Past.NoteAsync("change", Sample.Ann));
        await Assert.ThrowsAsync<ArgumentException>(() => acme.Past.NoteAsync("x", new("a\nb")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_database_itself_refuses_edits(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        await FilledAsync(place);

        foreach (var table in new[] { "audit", "object_change", "content" })
        {
            await Assert.ThrowsAnyAsync<DbException>(() => place.BreakInAsync($"UPDATE {table} SET tenant = 'x'"));
            await Assert.ThrowsAnyAsync<DbException>(() => place.BreakInAsync($"DELETE FROM {table}"));
            if (database is OnPostgresAttribute.Name) await Assert.ThrowsAnyAsync<DbException>(() => place.BreakInAsync($"TRUNCATE {table}"));
        }
    }

    public static TheoryData<string, string> Edits()
    {
        var edits = new TheoryData<string, string>();
        (string, string)[] all =
        [
            ("UPDATE audit SET author = 'nobody' WHERE sequence = 2", "Line 2 was edited."),
            ("UPDATE audit SET at = at + 1 WHERE sequence = 2", "Line 2 was edited."),
            ("UPDATE audit SET reason = 'x' WHERE sequence = 2", "Line 2 was edited."),
            ("UPDATE audit SET action = 'x' WHERE sequence = 2", "Line 2 was edited."),
            ("UPDATE audit SET revision = 0 WHERE sequence = 2", "Line 2 was edited."),
            ("UPDATE audit SET digest = 'x' WHERE sequence = 2", "The history of revision 2 was edited."),
            ("UPDATE audit SET hash = 'x' WHERE sequence = 2", "Line 3 does not follow the line before it."),
            ("UPDATE audit SET previous_hash = 'x' WHERE sequence = 2", "Line 2 does not follow the line before it."),
            ("UPDATE audit SET tenant = 'other' WHERE sequence = 2", "Before line 3, lines from 2 on are missing."),
            ("DELETE FROM audit WHERE sequence = 2", "Before line 3, lines from 2 on are missing."),
            ("DELETE FROM audit WHERE sequence = 3", "lines at its end are missing"),
            ("UPDATE object_change SET operation = 'created' WHERE revision = 2", "The history of revision 2 was edited."),
            ("UPDATE object_change SET metadata = '{}' WHERE revision = 1 AND name = 'a'", "The history of revision 1 was edited."),
            ("UPDATE object_change SET generation = 9 WHERE revision = 2", "The history of revision 2 was edited."),
            ("UPDATE object_change SET uid = 'x' WHERE revision = 1 AND name = 'b'", "The history of revision 1 was edited."),
            ("DELETE FROM object_change WHERE revision = 1 AND name = 'b'", "The history of revision 1 was edited."),
            ("INSERT INTO object_change SELECT tenant, 77, kind, namespace, name, operation, uid, generation, metadata, spec_hash FROM object_change WHERE revision = 2", "changes that the trail does not know"),
            ("UPDATE content SET body = (SELECT c.body FROM content c JOIN object o ON o.spec_hash = c.hash WHERE o.name = 'b')", "was edited."),
            ("DELETE FROM content WHERE hash = (SELECT spec_hash FROM object_change WHERE revision = 2)", "is missing."),
            ("UPDATE object SET spec_hash = (SELECT spec_hash FROM object WHERE name = 'b') WHERE name = 'a'", "is not as its history says."),
            ("UPDATE object SET metadata = '{\"disable\":true}' WHERE name = 'a'", "is not as its history says."),
            ("DELETE FROM object WHERE name = 'a'", "app_firewall default/a is missing."),
            ("INSERT INTO object SELECT tenant, kind, namespace, 'new', uid, generation, revision, metadata, spec_hash, created_at, created_by, modified_at, modified_by FROM object WHERE name = 'a'", "is there without a history."),
            ("UPDATE tenant_head SET audit_count = 1", "lines at its end are missing"),
        ];
        foreach (var (sql, fault) in all) edits.Add(sql, fault);
        return edits;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_edit_is_found(string database)
    {
        foreach (var (sql, fault) in Edits().Select(e => ((string)e[0], (string)e[1])))
        {
            await using var place = await TestDatabase.NewAsync(database, server);
            var acme = await FilledAsync(place);
            await place.DisarmAsync();
            Assert.Empty((await acme.Past.CheckAsync()).Faults);

            await place.BreakInAsync(sql);

            var faults = (await acme.Past.CheckAsync()).Faults;
            Assert.True(faults.Any(f => f.Contains(fault, StringComparison.Ordinal)), $"{sql}: {string.Join(" | ", faults)}");
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_trail_that_was_cut_together_with_its_head_is_found_by_who_remembers(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = await FilledAsync(place);
        var known = (await acme.Past.CheckAsync()).Head;
        await place.DisarmAsync();

        // As if the last change had never been.
        await place.BreakInAsync(
            "UPDATE tenant_head SET revision = 2, audit_count = 2, audit_hash = (SELECT hash FROM audit WHERE sequence = 2); DELETE FROM audit WHERE sequence = 3; "
            + "DELETE FROM object_change WHERE revision = 3; DELETE FROM object WHERE name = 'c'");

        Assert.Empty((await acme.Past.CheckAsync()).Faults);
        Assert.Contains("2 lines; 3 were remembered", Assert.Single((await acme.Past.CheckAsync(known)).Faults), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Without_the_key_nobody_can_make_a_trail(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var keyed = (await place.OpenAsync(new() { AuditKey = new byte[] { 1, 2, 3 } })).Tenant("acme");
        (await keyed.Changes.CreateAsync(Sample.Firewall("a"), Sample.Ann)).Done();
        Assert.Empty((await keyed.Past.CheckAsync()).Faults);

        (await (await place.OpenAsync()).Tenant("acme").Changes.CreateAsync(Sample.Firewall("b"), Sample.Ann)).Done();

        Assert.Equal("Line 2 was edited.", Assert.Single((await keyed.Past.CheckAsync()).Faults));
    }

    private static async Task<TenantStore> FilledAsync(TestDatabase place)
    {
        var acme = (await place.OpenAsync()).Tenant("acme");
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 1, ("x", "y"))), Sample.Put(Sample.Firewall("b", 2))], Sample.Ann)).Done();
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 3, ("x", "y")))], new("bob"))).Done();
        (await acme.Changes.ApplyAsync([ObjectChange.Create(Sample.Firewall("c", 2))], new("bob", "tidy"))).Done();
        return acme;
    }
}
