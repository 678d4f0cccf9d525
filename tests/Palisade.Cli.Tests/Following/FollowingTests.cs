using Palisade.Configuration;
using Palisade.Protection.Tenants;

namespace Palisade.Cli.Tests.Following;

public sealed class FollowingTests
{
    [Fact]
    public async Task A_gateway_enrols_gets_everything_and_then_only_what_changes()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"), Fleet.Site("b", "b.example"));
        var gateway = await fleet.GatewayAsync();
        await Fleet.UntilAsync(() => gateway.Count() is 2, "the first objects");

        await fleet.PutAsync(Fleet.Site("a", "new.example"));
        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "new.example", "the change");
        await fleet.DeleteAsync("b");
        await Fleet.UntilAsync(() => gateway.DomainOf("b") is null, "the removal");

        var changes = gateway.Changes.ToArray();
        Assert.True(changes[0].IsWhole);
        Assert.All(changes.Skip(1), c => Assert.False(c.IsWhole));
        Assert.Equal(3, changes.Sum(c => c.Set.Count));
        Assert.Equal("b", Assert.Single(changes.SelectMany(c => c.Removed)).Name);
        Assert.Equal(3, changes[^1].Revision);
    }

    [Fact]
    public async Task A_gateway_starts_from_its_disk_without_any_manager_and_goes_on_when_one_is_back()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await using (var first = await fleet.GatewayAsync()) await Fleet.UntilAsync(() => first.Count() is 1, "the first objects");
        await fleet.StopManagerAsync();

        var second = await fleet.GatewayAsync();

        // Handed over before the start returned.
        Assert.Equal("a.example", second.DomainOf("a"));
        Assert.False(second.Pump.IsConnected);
        await fleet.StartManagerAsync();
        await fleet.PutAsync(Fleet.Site("a", "b.example"));
        await Fleet.UntilAsync(() => second.DomainOf("a") == "b.example", "the change after the manager came back");
        Assert.False(second.Changes.Last().IsWhole);
    }

    [Fact]
    public async Task A_gateway_of_a_tenant_gets_this_tenants_objects_and_one_of_the_installation_all()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await fleet.PutAsync(Fleet.Site("x", "x.example", "other"));
        var own = await fleet.GatewayAsync("own", "acme");
        var all = await fleet.GatewayAsync("all");

        await Fleet.UntilAsync(() => all.Count() is 1 && all.Count("other") is 1, "both tenants");
        await Fleet.UntilAsync(() => own.Count() is 1, "the own tenant");
        await fleet.PutAsync(Fleet.Site("y", "y.example", "third"));
        await Fleet.UntilAsync(() => all.DomainOf("y", "third") == "y.example", "a tenant that is new");
        Assert.All(own.Changes, c => Assert.Equal("acme", c.Tenant));
    }

    [Fact]
    public async Task What_is_in_force_and_what_is_refused_is_reported_within_two_seconds()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        var gateway = await fleet.GatewayAsync();
        await Fleet.UntilAsync(() => gateway.Count() is 1, "the first objects");
        gateway.Refuse = change => [.. change.Set.Keys.Select(k => new RefusedObject(k, new ConfigFault("spec.domains", "Not here."), Kept: true))];
        var revision = await fleet.PutAsync(Fleet.Site("a", "b.example"));

        await Fleet.UntilAsync(() => Report(fleet)?.Position.Revision == (ulong)revision, "the report", 20);

        var report = Report(fleet)!;
        Assert.Equal(("site", "a", "spec.domains", "Not here.", true), Assert.Single(report.Refused.Select(r => (r.Kind, r.Name, r.Field, r.Message, r.Kept))));
        Assert.True(Assert.Single(fleet.Side.Gateways.All).Connected);
        Assert.NotEmpty(Assert.Single(fleet.Side.Gateways.All).Version);
    }

    [Fact]
    public async Task Whoever_makes_one_tenant_ready_and_fails_gets_all_of_it_again_and_disturbs_no_other()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await fleet.PutAsync(Fleet.Site("x", "x.example", "other"));
        var gateway = await fleet.GatewayAsync();
        await Fleet.UntilAsync(() => gateway.Count() is 1 && gateway.Count("other") is 1, "both tenants");
        gateway.Refuse = change => change.Tenant == "acme" ? throw new InvalidOperationException("Broken here.") : [];
        await fleet.PutAsync(Fleet.Site("b", "b.example"));
        await Fleet.UntilAsync(() => Report(fleet)?.Problem.Contains("Broken here.", StringComparison.Ordinal) is true, "the report of it");
        await fleet.PutAsync(Fleet.Site("x", "y.example", "other"));
        await Fleet.UntilAsync(() => gateway.DomainOf("x", "other") == "y.example", "the other tenant's change");

        gateway.Refuse = static _ => [];
        await fleet.PutAsync(Fleet.Site("c", "c.example"));
        await Fleet.UntilAsync(() => gateway.Count() is 3, "all objects");
        Assert.True(gateway.Changes.Last(c => c.Tenant == "acme").IsWhole);
    }

    [Fact]
    public async Task A_manager_whose_data_was_restored_from_an_old_copy_is_followed_again()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "one.example"));
        var gateway = await fleet.GatewayAsync();
        await Fleet.UntilAsync(() => gateway.Count() is 1, "the first objects");
        await fleet.StopManagerAsync();
        File.Copy(fleet.At("objects.db"), fleet.At("copy.db"));
        await fleet.StartManagerAsync();
        await fleet.PutAsync(Fleet.Site("a", "two.example"));
        await fleet.PutAsync(Fleet.Site("a", "three.example"));
        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "three.example", "the change");
        await fleet.StopManagerAsync();

        // Also what remembers positions is lost: only the gateway knows.
        Directory.Delete(fleet.At("manager", "published"), recursive: true);
        await fleet.StartManagerAsync("copy.db");

        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "one.example", "what the copy holds");
        Assert.Equal(1UL, gateway.Pump.Positions["acme"].Epoch);
        await fleet.PutAsync(Fleet.Site("a", "four.example"));
        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "four.example", "what came after");
    }

    [Fact]
    public async Task Damaged_files_cost_a_fetch_and_nothing_else()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"), Fleet.Site("b", "b.example"));
        await using (var first = await fleet.GatewayAsync())
        {
            await Fleet.UntilAsync(() => first.Count() is 2, "the first objects");
            await fleet.PutAsync(Fleet.Site("a", "new.example"));
            await Fleet.UntilAsync(() => first.DomainOf("a") == "new.example", "the change");
        }

        var blobs = Directory.GetFiles(fleet.At("one", "snapshots", "acme", "blobs"));
        foreach (var blob in blobs) File.WriteAllBytes(blob, [1, 2, 3]);

        var second = await fleet.GatewayAsync();

        await Fleet.UntilAsync(() => second.Count() is 2 && second.DomainOf("a") == "new.example", "everything, fetched again");
    }

    private static Trust.Delivery.ReportedTenant? Report(Fleet fleet) =>
        fleet.Side.Gateways.Of("acme").Select(g => g.Report).FirstOrDefault();
}
