using System.Text;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;
using Palisade.Storage.Objects;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class ObjectTests(PostgresServer server)
{
    private static readonly LocalKey A = new("app_firewall", "default", "a");

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_made_is_found_again(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var draft = Sample.Of("acme", "app_firewall", "a", """{"z":[1.0,"ü\u0000"],"a":{}}""", "default", ("app/tier", "front")) with { };

        var made = (await acme.Changes.CreateAsync(draft with { Metadata = draft.Metadata with { Description = "d", Disable = true, Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "\0 'y'" } } }, Sample.Ann)).Done();

        var found = await acme.FindAsync(A);
        Assert.NotNull(found);
        Assert.Equal((1L, 1L, "ann", ChangeOperation.Created), (found.Generation, found.Revision, found.Created.By, made.Changes.Single().Operation));
        Assert.Equal("""{"a":{},"z":[1.0,"ü\u0000"]}""", Encoding.UTF8.GetString(found.Spec.Span));
        Assert.Equal(("d", true, "\0 'y'", "front"), (found.Metadata.Description, found.Metadata.Disable, found.Metadata.Annotations["x"], found.Metadata.Labels["app/tier"]));
        var said = made.Changes.Single().After!;
        Assert.Equal((found.Uid, found.Version, found.Created, found.Modified, found.SpecHash), (said.Uid, said.Version, said.Created, said.Modified, said.SpecHash));
        Assert.Null(await acme.FindAsync(A with { Name = "b" }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_generation_grows_with_the_spec_and_the_version_with_everything(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var first = (await acme.Changes.CreateAsync(Sample.Firewall("a", 1), Sample.Ann)).Done().Changes.Single().After!;

        var same = (await acme.Changes.ReplaceAsync(Sample.Firewall("a", 1), first.Version, new("bob"))).Done();
        var labelled = (await acme.Changes.ReplaceAsync(Sample.Firewall("a", 1, ("x", "y")), first.Version, new("bob"))).Done().Changes.Single().After!;
        var changed = (await acme.Changes.ReplaceAsync(Sample.Firewall("a", 2, ("x", "y")), labelled.Version, new("cid"))).Done().Changes.Single().After!;

        Assert.Equal((ChangeOperation.None, 1L), (same.Changes.Single().Operation, same.Revision));
        Assert.Equal((1L, 2L), (labelled.Generation, changed.Generation));
        Assert.Equal(3, new[] { first, labelled, changed }.Select(o => o.Version).Distinct().Count());
        Assert.Single(new[] { first, labelled, changed }.Select(o => o.Uid).Distinct());
        Assert.Equal(("ann", "cid"), (changed.Created.By, changed.Modified.By));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_change_of_an_older_version_is_refused_and_changes_nothing(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var first = (await acme.Changes.CreateAsync(Sample.Firewall("a", 1), Sample.Ann)).Done().Changes.Single().After!;
        var second = (await acme.Changes.ReplaceAsync(Sample.Firewall("a", 2), first.Version, new("bob"))).Done().Changes.Single().After!;

        async Task Refused(RefusalReason reason, Task<ApplyResult> change) => Assert.Equal(reason, Assert.Single((await change).Refusals).Reason);

        await Refused(RefusalReason.Conflict, acme.Changes.ReplaceAsync(Sample.Firewall("a", 3), first.Version, Sample.Ann));
        await Refused(RefusalReason.Conflict, acme.Changes.DeleteAsync(A, first.Version, Sample.Ann));
        await Refused(RefusalReason.Exists, acme.Changes.CreateAsync(Sample.Firewall("a", 3), Sample.Ann));
        await Refused(RefusalReason.NotFound, acme.Changes.ReplaceAsync(Sample.Firewall("b", 3), first.Version, Sample.Ann));
        await Refused(RefusalReason.NotFound, acme.Changes.DeleteAsync(A with { Name = "b" }, first.Version, Sample.Ann));
        await Refused(RefusalReason.Invalid, acme.Changes.CreateAsync(Sample.Of("acme", "origin_pool", "p", """{"endpoints":[]}"""), Sample.Ann));
        Assert.Equal((2L, second.Version), (await acme.RevisionAsync(), (await acme.FindAsync(A))!.Version));

        // Another object of the name is another one: an old version does not fit it.
        (await acme.Changes.DeleteAsync(A, second.Version, Sample.Ann)).Done();
        var again = (await acme.Changes.CreateAsync(Sample.Firewall("a", 2), Sample.Ann)).Done().Changes.Single().After!;
        Assert.NotEqual(second.Uid, again.Uid);
        await Refused(RefusalReason.Conflict, acme.Changes.ReplaceAsync(Sample.Firewall("a", 3), second.Version, Sample.Ann));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_are_changed_together_or_not_at_all(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 1)), Sample.Put(Sample.Firewall("b", 1))], Sample.Ann)).Done();

        var refused = await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 2)), ObjectChange.Delete(A with { Name = "b" }), Sample.Put(Sample.Site("s", "b")), Sample.Put(Sample.Site("t", "none"))], Sample.Ann);
        var twice = await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 2)), Sample.Put(Sample.Firewall("a", 3))], Sample.Ann);

        Assert.Equal(2, refused.Refusals.Count);
        Assert.Equal(RefusalReason.Invalid, Assert.Single(twice.Refusals).Reason);
        Assert.Equal((1L, 2L), (await acme.RevisionAsync(), await acme.CountAsync(new())));
        Assert.Equal("""{"number":1}""", Encoding.UTF8.GetString((await acme.FindAsync(A))!.Spec.Span));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_dry_run_says_what_would_be_and_does_nothing(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", 1)), Sample.Put(Sample.Firewall("b", 1)), Sample.Put(Sample.Firewall("c", 1))], Sample.Ann)).Done();

        var tried = (await acme.Changes.ApplyAsync(
            [Sample.Put(Sample.Firewall("a", 2, ("x", "y"))), Sample.Put(Sample.Firewall("c", 1)), Sample.Put(Sample.Site("s", "a")), ObjectChange.Delete(A with { Name = "b" })], Sample.Ann, dryRun: true)).Done();

        Assert.Equal(["Replaced", "None", "Created", "Deleted"], tried.Changes.Select(c => c.Operation.ToString()));
        Assert.Equal(["metadata.labels: (absent) → {\"x\":\"y\"}", "spec.number: 1 → 2"], tried.Changes[0].Differences().Select(d => d.ToString()));
        Assert.Empty(tried.Changes[1].Differences());
        Assert.Equal("spec: (absent) → {\"app_firewall\":\"a\"}", tried.Changes[2].Differences().Single().ToString());
        Assert.Equal((1L, 3L), (await acme.RevisionAsync(), await acme.CountAsync(new())));
        Assert.Empty((await acme.Past.CheckAsync()).Faults);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Lists_are_by_kind_namespace_and_labels(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var drafts = new[]
        {
            Sample.Firewall("a", 0, ("tier", "front"), ("env", "prod")), Sample.Firewall("b", 0, ("tier", "back")), Sample.Firewall("c"), Sample.Site("a", "a"),
            Sample.Of("acme", "namespace", "shop", "{}", ""), Sample.Of("acme", "app_firewall", "a", "{}", "shop", ("tier", "front")),
        };
        (await acme.Changes.ApplyAsync([.. drafts.Select(Sample.Put)], Sample.Ann)).Done();

        async Task Lists(string expected, ObjectQuery query)
        {
            Assert.Equal(expected, string.Join(' ', (await acme.ListAsync(query)).Objects.Select(o => o.Key.Local.ToString().Replace(' ', ':'))));
            Assert.Equal(expected.Length == 0 ? 0 : expected.Split(' ').Length, await acme.CountAsync(query));
        }

        static ObjectQuery Labels(string text) => new() { Kind = "app_firewall", Labels = Palisade.Configuration.Policies.LabelSelector.Parse(text).Selector };

        await Lists("app_firewall:default/a app_firewall:default/b app_firewall:default/c app_firewall:shop/a namespace:shop site:default/a", new());
        await Lists("app_firewall:shop/a", new() { Namespace = "shop" });
        await Lists("namespace:shop", new() { Namespace = "" });
        await Lists("app_firewall:default/a app_firewall:shop/a", Labels("tier=front"));
        await Lists("app_firewall:default/a", Labels("tier in (front,back),env"));
        await Lists("app_firewall:default/b app_firewall:default/c", Labels("tier!=front"));
        await Lists("app_firewall:default/c", Labels("!tier"));
        await Lists("", Labels("tier=x"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_show_every_object_once(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        // Names whose order differs between bytes and languages.
        var names = Enumerable.Range(0, 150).Select(i => $"n{i}{(i % 3 == 0 ? "-x" : i % 3 == 1 ? ".x" : "_x")}").ToList();
        (await acme.Changes.ApplyAsync([.. names.Select(n => Sample.Put(Sample.Firewall(n)))], Sample.Ann)).Done();

        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await acme.ListAsync(new() { Limit = 7, Continue = next });
            seen.AddRange(page.Objects.Select(o => o.Key.Local.Name));
            next = page.Continue;
        }
        while (next is not null);

        Assert.Equal(names.Order(StringComparer.Ordinal), seen);
        foreach (var bad in new[] { "x", "!!", "", new string('a', 5000), "c2l0ZS8nL2E" }) await Assert.ThrowsAsync<ArgumentException>(() => acme.ListAsync(new() { Continue = bad }));
        await Assert.ThrowsAsync<ArgumentException>(() => acme.ListAsync(new() { Limit = 0 }));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Status_is_apart_and_no_change(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var made = (await acme.Changes.CreateAsync(Sample.Firewall("a"), Sample.Ann)).Done().Changes.Single().After!;
        var status = Palisade.Configuration.Documents.JsonText.Read("""{"live":true}"""u8).Root!;

        Assert.True(await acme.Changes.SetStatusAsync(A, made.Uid, status));
        Assert.True(await acme.Changes.SetStatusAsync(A, made.Uid, status));
        Assert.False(await acme.Changes.SetStatusAsync(A, Guid.NewGuid(), status));
        Assert.False(await acme.Changes.SetStatusAsync(A with { Name = "b" }, made.Uid, status));

        Assert.Equal("true", (await acme.FindStatusAsync(A))!.Value.Status["live"]!.Value);
        Assert.Equal((1L, made.Version), (await acme.RevisionAsync(), (await acme.FindAsync(A))!.Version));
        (await acme.Changes.DeleteAsync(A, made.Version, Sample.Ann)).Done();
        Assert.Null(await acme.FindStatusAsync(A));
    }
}
