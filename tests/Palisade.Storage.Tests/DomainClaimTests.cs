using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

namespace Palisade.Storage.Tests;

/// <summary>A domain belongs to one tenant.</summary>
[Collection(DatabaseServers.Name)]
public sealed class DomainClaimTests(PostgresServer server)
{
    private static readonly LocalKey Key = new("site", "default", "s");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_domain_of_another_tenant_is_refused_with_its_field_and_without_the_tenants_name(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();
        await PutAsync(store, "acme", "s", "shop.example", "*.shop.example");

        var refused = await store.Tenant("evil").Changes.ApplyAsync([Sample.Put(Site("evil", "mine", "evil.example", "shop.example"))], Sample.Ann);

        var refusal = Assert.Single(refused.Refusals);
        Assert.Equal((RefusalReason.Taken, "site default/mine", "spec.domains[1]"), (refusal.Reason, refusal.Key.ToString(), refusal.Fault.Field));
        Assert.DoesNotContain("acme", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await store.Tenant("evil").RevisionAsync());
        // What nobody has is still free, though it was asked for together with what was not.
        await PutAsync(store, "third", "s", "evil.example");
        // Other texts are other domains, as they are for gateways: the longest one that fits a host gets it.
        await PutAsync(store, "evil", "s", "www.shop.example", "*.www.shop.example", "*.example", "*");
        Assert.True((await TryAsync(store, "acme", "rest", "*")).IsRefused);
        // A tenant's own sites share domains: at which places, gateways look after.
        await PutAsync(store, "acme", "other", "shop.example", "more.example");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_deleted_changed_or_only_tried_is_free_again(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();
        var (acme, other) = (store.Tenant("acme"), store.Tenant("other"));
        Assert.False((await other.Changes.ApplyAsync([Sample.Put(Site("other", "s", "a.example"))], Sample.Ann, dryRun: true)).IsRefused);
        await PutAsync(store, "acme", "s", "a.example", "b.example");
        await PutAsync(store, "acme", "t", "a.example");

        // Another site of the tenant has it still.
        await PutAsync(store, "acme", "s", "b.example");
        Assert.True((await TryAsync(store, "other", "s", "a.example")).IsRefused);
        (await acme.Changes.ApplyAsync([ObjectChange.Delete(Key with { Name = "t" })], Sample.Ann)).Done();
        await PutAsync(store, "other", "s", "a.example");

        // What was is no claim: neither of an object nor of the whole tenant.
        Assert.Equal("spec.domains[0]", Assert.Single((await acme.Changes.RevertAsync(Key, 1, Sample.Ann)).Refusals).Fault.Field);
        Assert.Equal(2, (await acme.Changes.RevertAllAsync(2, Sample.Ann)).Refusals.Count(r => r.Reason is RefusalReason.Taken));
        (await other.Changes.ApplyAsync([ObjectChange.Delete(Key)], Sample.Ann)).Done();
        (await acme.Changes.RevertAllAsync(2, Sample.Ann)).Done();
        Assert.True((await TryAsync(store, "other", "s", "a.example")).IsRefused);
        // From one site to another in one change it stays the tenant's.
        (await acme.Changes.ApplyAsync([ObjectChange.Delete(Key), ObjectChange.Delete(Key with { Name = "t" }), Sample.Put(Site("acme", "u", "a.example"))], Sample.Ann)).Done();
        Assert.True((await TryAsync(store, "other", "s", "a.example")).IsRefused);
        await PutAsync(store, "other", "s", "b.example");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_who_want_the_same_at_once_each_domain_gets_one(string database)
    {
        const int tenants = 8;
        await using var place = await TestDatabase.NewAsync(database, server);
        // Two stores on one database, as two managers have.
        ObjectStore[] stores = [await place.OpenAsync(), await place.OpenAsync()];
        var domains = Enumerable.Range(0, 6).Select(i => $"d{i}.example").ToList();

        for (var round = 0; round < 3; round++)
        {
            // Each in an order of its own, so that whoever waited in that order would wait in a circle.
            var results = await Task.WhenAll(Enumerable.Range(0, tenants).Select(t => Task.Run(() =>
                TryAsync(stores[t % 2], $"t{t}", "s", [.. domains.Select((_, i) => domains[(i * (t % 2 == 0 ? 1 : 5) + t) % domains.Count])]))));

            var winner = Assert.Single(Enumerable.Range(0, tenants), t => !results[t].IsRefused);
            Assert.All(results.Where(r => r.IsRefused), r => Assert.All(r.Refusals, refusal => Assert.Equal(RefusalReason.Taken, refusal.Reason)));
            (await stores[0].Tenant($"t{winner}").Changes.ApplyAsync([ObjectChange.Delete(Key)], Sample.Ann)).Done();
        }

        Assert.Equal(0L, Convert.ToInt64(await place.BreakInAsync("SELECT (SELECT COUNT(*) FROM domain_claim) + (SELECT COUNT(*) FROM site_domain)"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Large_changes_claim_like_small_ones(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var store = await place.OpenAsync();
        var many = Enumerable.Range(0, 150).Select(i => Sample.Put(Site("acme", $"s{i}", $"a{i}.example", $"b{i}.example"))).ToList();
        await PutAsync(store, "other", "s", "b77.example");

        Assert.Equal("site default/s77, spec.domains[1]", (await store.Tenant("acme").Changes.ApplyAsync(many, Sample.Ann)).Refusals.Single().ToString().Split(':')[0]);
        (await store.Tenant("other").Changes.ApplyAsync([ObjectChange.Delete(Key)], Sample.Ann)).Done();
        (await store.Tenant("acme").Changes.ApplyAsync(many, Sample.Ann)).Done();
        Assert.Equal(151, (await TryAsync(store, "other", "s", [.. Enumerable.Range(0, 150).Select(i => $"a{i}.example"), "c.example", "b149.example"])).Refusals.Count);
        (await store.Tenant("acme").Changes.ApplyAsync([.. many.Select(c => ObjectChange.Delete(c.Key))], Sample.Ann)).Done();
        await PutAsync(store, "other", "s", "a149.example", "b0.example");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_stored_before_claims_in_the_order_of_its_making(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var old = await place.OpenAsync();
        await PutAsync(old, "zebra", "s", "a.example", "z.example");
        // As it was when claims were not kept.
        await place.BreakInAsync("DELETE FROM domain_claim");
        await PutAsync(old, "ant", "s", "a.example", "b.example");
        foreach (var sql in new[] { "DROP TABLE domain_claim", "DROP TABLE site_domain", "DELETE FROM schema_step WHERE step = 3" }) await place.BreakInAsync(sql);

        var store = await place.OpenAsync();

        foreach (var taken in new[] { "a.example", "b.example", "z.example" }) Assert.True((await TryAsync(store, "third", "s", taken)).IsRefused);
        // The second keeps its site, and may change it: but it cannot have the domain anew.
        await PutAsync(store, "ant", "s", "a.example", "b.example", "c.example");
        Assert.True((await TryAsync(store, "ant", "t", "a.example")).IsRefused);
        await PutAsync(store, "zebra", "s", "a.example");
        await PutAsync(store, "zebra", "s", "z.example");
        // It is free, and who still has it in a site gets it with the next change.
        await PutAsync(store, "ant", "s", "b.example", "a.example");
        Assert.True((await TryAsync(store, "third", "s", "a.example")).IsRefused);
    }

    private static ObjectDraft Site(string tenant, string name, params string[] domains) => Sample.Of(tenant, "site", name, $$"""{"domains":[{{string.Join(',', domains.Select(d => $"\"{d}\""))}}]}""");

    private static Task<ApplyResult> TryAsync(ObjectStore store, string tenant, string name, params string[] domains) =>
        store.Tenant(tenant).Changes.ApplyAsync([Sample.Put(Site(tenant, name, domains))], Sample.Ann);

    private static async Task PutAsync(ObjectStore store, string tenant, string name, params string[] domains) => (await TryAsync(store, tenant, name, domains)).Done();
}
