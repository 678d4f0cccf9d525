using Palisade.Api.Rollouts;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Rollouts;

/// <summary>
/// Which revision of the platform's objects each tenant has: objects of the tenant that only rollouts write, so that its own history says what reached it when.
/// What was read is remembered until the tenant changes.
/// </summary>
internal sealed class TenantPins(ObjectStore store)
{
    private readonly Dictionary<string, (long Revision, TenantPlace Place, IReadOnlyDictionary<LocalKey, (long Revision, long At)> Pins)> _known = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Tenant, LocalKey Key), (long At, string Fault)> _refused = [];

    /// <summary>Every tenant, with the revisions that it has.</summary>
    /// <returns>Of each pin: the revision that it gives, and the tenant's revision that wrote it.</returns>
    public async Task<IReadOnlyList<(TenantPlace Place, IReadOnlyDictionary<LocalKey, (long Revision, long At)> Pins)>> AllAsync(CancellationToken stop)
    {
        var all = new List<(TenantPlace, IReadOnlyDictionary<LocalKey, (long, long)>)>();
        foreach (var (tenant, revision) in await store.RevisionsAsync(stop))
        {
            if (revision is 0 && tenant is not ObjectNames.SystemTenant) continue;
            if (!_known.TryGetValue(tenant, out var known) || known.Revision != revision) _known[tenant] = known = await ReadAsync(tenant, revision, stop);
            all.Add((known.Place, known.Pins));
        }

        return all;
    }

    /// <summary>Gives a tenant a revision of an object.</summary>
    /// <param name="revision">0 to take the object from it.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<string?> GiveAsync(string tenant, LocalKey platform, long revision, Rollout because, string reason, CancellationToken stop)
    {
        // While the tenant stays as it is, the answer does.
        if (_refused.TryGetValue((tenant, platform), out var refused) && _known.TryGetValue(tenant, out var known) && refused.At == known.Revision) return refused.Fault;
        var (key, by) = (PlatformObjects.KeyOf(platform), new Authorship($"rollout {because.Plan.Name}", reason));
        var change = revision > 0
            ? ObjectChange.Put(new ObjectDraft(new(tenant, key), new Annotated(), new PlatformObjectSpec(platform, revision, because.Plan.Name, null).ToNode()))
            : ObjectChange.Delete(key);
        var result = await store.Tenant(tenant).Changes.ApplyAsync([change], by, stop: stop);
        if (result.Refusals is [var refusal, ..] && refusal.Reason is not RefusalReason.NotFound)
        {
            _refused[(tenant, platform)] = (result.Revision, refusal.Fault.Message);
            return refusal.Fault.Message;
        }

        _refused.Remove((tenant, platform));
        _known.Remove(tenant);
        return null;
    }

    private async Task<(long, TenantPlace, IReadOnlyDictionary<LocalKey, (long, long)>)> ReadAsync(string tenant, long revision, CancellationToken stop)
    {
        var objects = store.Tenant(tenant);
        var own = await objects.FindAsync(new(ObjectKinds.Tenant, "", tenant), stop);
        var spec = own is null ? null : SpecReaders.Read(ObjectKinds.Tenant, own.ReadSpec()).Spec as TenantSpec;
        var pins = new Dictionary<LocalKey, (long, long)>();
        foreach (var pin in (await objects.ListAsync(new() { Kind = ObjectKinds.PlatformObject, Limit = 5000 }, stop)).Objects)
        {
            if (SpecReaders.Read(ObjectKinds.PlatformObject, pin.ReadSpec()).Spec is PlatformObjectSpec read) pins[read.Object] = (read.Revision, pin.Revision);
        }

        return (revision, new(tenant, spec?.Ring ?? RolloutRing.General, own?.Metadata.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal)), pins);
    }
}
