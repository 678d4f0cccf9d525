namespace Palisade.Cli.Tests.Following;

/// <summary>Tenants that take long to be made ready, and the others.</summary>
public sealed class SlowTenantTests
{
    [Fact]
    public async Task Changes_of_a_tenant_are_live_while_as_many_as_are_made_at_once_are_still_being_made()
    {
        await using var fleet = await Fleet.StartAsync();
        using var slow = new ManualResetEventSlim();
        var gateway = await fleet.GatewayAsync();
        var options = fleet.Options("one");
        string[] many = [.. Enumerable.Range(0, options.AtOnce).Select(i => $"slow{i}")];
        foreach (var tenant in many) await fleet.PutAsync(Fleet.Site("a", $"a.{tenant}.example", tenant));
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await Fleet.UntilAsync(() => gateway.Count() is 1 && many.All(t => gateway.Count(t) is 1), "the first objects");
        var waiting = 0;
        gateway.Refuse = change =>
        {
            if (!many.Contains(change.Tenant)) return [];
            Interlocked.Increment(ref waiting);
            Assert.True(slow.Wait(TimeSpan.FromSeconds(120)));
            return [];
        };

        foreach (var tenant in many) await fleet.PutAsync(Fleet.Site("a", $"b.{tenant}.example", tenant));
        await Fleet.UntilAsync(() => Volatile.Read(ref waiting) == many.Length, "the slow ones");
        for (var i = 0; i < 3; i++)
        {
            await fleet.PutAsync(Fleet.Site("a", $"n{i}.example"));
            await Fleet.UntilAsync(() => gateway.DomainOf("a") == $"n{i}.example", "the change of another");
        }

        Assert.All(many, t => Assert.Equal($"a.{t}.example", gateway.DomainOf("a", t)));
        slow.Set();
        foreach (var tenant in many) await Fleet.UntilAsync(() => gateway.DomainOf("a", tenant) == $"b.{tenant}.example", "the slow change");
    }
}
