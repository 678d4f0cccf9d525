using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Tests.Delivery;

/// <summary>Objects as an operator writes them.</summary>
internal static class Written
{
    public static readonly Authorship By = new("test");

    public static ObjectDraft Site(string name, string tenant = "acme", string domain = "", string? group = null, bool disable = false, string? rules = null)
    {
        List<KeyValuePair<string, Node>> spec = [new("domains", Node.OfList([Node.OfText(domain.Length > 0 ? domain : $"{name}.example")]))];
        if (group is not null) spec.Add(new("gateway_groups", Node.OfList([Node.OfText(group)])));
        if (rules is not null) spec.Add(new("rule_set", Node.OfMap([new("name", Node.OfText(rules)), new("tenant", Node.OfText("system"))])));
        return new(new(tenant, new("site", "default", name)), new Annotated { Disable = disable }, Node.OfMap(spec));
    }

    /// <summary>What a rollout brought to the tenant.</summary>
    public static ObjectDraft Brought(string kind, string name, string tenant = "acme")
    {
        var platform = new LocalKey(kind, "default", name);
        return new(new(tenant, PlatformObjects.KeyOf(platform)), new(), new PlatformObjectSpec(platform, 1, "first", null).ToNode());
    }

    public static ObjectDraft Group(string name, string tenant = "acme") => new(new(tenant, new("gateway_group", "", name)), new(), Node.EmptyMap);

    public static async Task<long> PutAsync(this ObjectStore store, params ObjectDraft[] drafts)
    {
        var result = await store.Tenant(drafts[0].Key.Tenant).Changes.ApplyAsync([.. drafts.Select(d => ObjectChange.Put(d))], By);
        Assert.False(result.IsRefused, string.Join('\n', result.Refusals));
        return result.Revision;
    }

    public static async Task DeleteAsync(this ObjectStore store, string tenant, LocalKey key)
    {
        var result = await store.Tenant(tenant).Changes.ApplyAsync([ObjectChange.Delete(key)], By);
        Assert.False(result.IsRefused, string.Join('\n', result.Refusals));
    }

    public static async Task<T> UntilAsync<T>(Func<Task<T?>> look, string what, double seconds = 60)
        where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!patience.IsCancellationRequested)
        {
            if (await look() is { } found) return found;
            await Task.Delay(10, CancellationToken.None);
        }

        throw new TimeoutException($"Waited {seconds} s for {what}.");
    }
}
