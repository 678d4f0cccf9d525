using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Changes;

namespace Palisade.Storage.Tests;

[Collection(DatabaseServers.Name)]
public sealed class ReferenceTests(PostgresServer server)
{
    private static readonly LocalKey Firewall = new("app_firewall", "default", "f");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reference_to_nothing_is_refused_with_its_field(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");

        var refused = await acme.Changes.CreateAsync(Sample.Of("acme", "site", "s", """{"routes":[{"path":{"prefix":"/"},"service_policies":["p"],"origin_pool":"o"}],"app_firewall":{"name":"f","namespace":"shop"}}"""), Sample.Ann);

        Assert.Equal(
            [
                "site default/s, spec.app_firewall: There is no app_firewall shop/f.",
                "site default/s, spec.routes[0].origin_pool: There is no origin_pool default/o.",
                "site default/s, spec.routes[0].service_policies[0]: There is no service_policy default/p, and no service_policy_set default/p.",
            ],
            refused.Refusals.Select(r => r.ToString()));
        Assert.Contains("There is no namespace shop.", (await acme.Changes.CreateAsync(Sample.Of("acme", "app_firewall", "f", "{}", "shop"), Sample.Ann)).Refusals.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await acme.RevisionAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_used_is_not_deleted_and_the_users_are_named(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        (await acme.Changes.ApplyAsync([Sample.Put(Sample.Site("s", "f")), Sample.Put(Sample.Site("t", "f")), Sample.Put(Sample.Firewall("f"))], Sample.Ann)).Done();

        var refused = await acme.Changes.ApplyAsync([ObjectChange.Delete(Firewall)], Sample.Ann);

        Assert.Equal(["It is used by site default/s, spec.app_firewall.", "It is used by site default/t, spec.app_firewall."], refused.Refusals.Select(r => r.Fault.Message));
        Assert.All(refused.Refusals, r => Assert.Equal((Firewall, RefusalReason.InUse), (r.Key, r.Reason)));
        Assert.Equal(["site default/s spec.app_firewall", "site default/t spec.app_firewall"], (await acme.UsersAsync(Firewall)).Select(u => $"{u.User} {u.Field}"));
        // With its users, or without their using it, it goes.
        (await acme.Changes.ApplyAsync([ObjectChange.Delete(Firewall), ObjectChange.Delete(new("site", "default", "s")), Sample.Put(Sample.Of("acme", "site", "t"))], Sample.Ann)).Done();
        Assert.Empty(await acme.UsersAsync(Firewall));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_name_that_two_kinds_share_must_mean_one_object(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var site = Sample.Of("acme", "site", "s", """{"service_policies":["p"]}""");
        (await acme.Changes.ApplyAsync([Sample.Put(site), Sample.Put(Sample.Of("acme", "service_policy", "p")), Sample.Put(Sample.Of("acme", "service_policy", "q"))], Sample.Ann)).Done();

        var second = await acme.Changes.CreateAsync(Sample.Of("acme", "service_policy_set", "p", """{"policies":["q"]}"""), Sample.Ann);
        var gone = await acme.Changes.ApplyAsync([ObjectChange.Delete(new("service_policy", "default", "p"))], Sample.Ann);

        Assert.Equal("site default/s, spec.service_policies[0]: 'p' is the name of a service_policy and of a service_policy_set: either could be meant.", second.Refusals.Single().ToString());
        Assert.Equal((RefusalReason.InUse, "service_policy default/p"), (gone.Refusals.Single().Reason, gone.Refusals.Single().Key.ToString()));
        // One in the place of the other is fine.
        (await acme.Changes.ApplyAsync([ObjectChange.Delete(new("service_policy", "default", "p")), Sample.Put(Sample.Of("acme", "service_policy_set", "p", """{"policies":["q"]}"""))], Sample.Ann)).Done();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Large_changes_are_checked_like_small_ones(string database)
    {
        await using var place = await TestDatabase.NewAsync(database, server);
        var acme = (await place.OpenAsync()).Tenant("acme");
        var many = Enumerable.Range(0, 200).Select(i => Sample.Put(Sample.Site($"s{i}", $"f{i}"))).Concat(Enumerable.Range(0, 200).Select(i => Sample.Put(Sample.Firewall($"f{i}")))).ToList();

        var refused = await acme.Changes.ApplyAsync([.. many.Where(c => c.Key.Name != "f77")], Sample.Ann);
        Assert.Equal("site default/s77, spec.app_firewall: There is no app_firewall default/f77.", refused.Refusals.Single().ToString());

        (await acme.Changes.ApplyAsync(many, Sample.Ann)).Done();
        var deleted = await acme.Changes.ApplyAsync([.. Enumerable.Range(0, 200).Select(i => ObjectChange.Delete(Firewall with { Name = $"f{i}" }))], Sample.Ann);
        Assert.Equal(200, deleted.Refusals.Count(r => r.Reason is RefusalReason.InUse));
        (await acme.Changes.ApplyAsync([.. many.Select(c => ObjectChange.Delete(c.Key))], Sample.Ann)).Done();
        Assert.Equal(0, await acme.CountAsync(new()));
    }
}
