using System.Collections.Concurrent;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;

namespace Palisade.Manager.Delivery;

/// <summary>Puts into what a tenant has of the platform's objects their specs, as they were at the revision that a rollout gave to the tenant.</summary>
/// <param name="system">The platform's own tenant.</param>
internal sealed class PlatformContent(TenantStore system)
{
    private const int Remembered = 16;

    private readonly ConcurrentDictionary<(LocalKey Key, long Revision), Node> _known = new();

    /// <summary>The object as it is delivered; any other than such a one stays as it is, and so does one whose content is not there.</summary>
    public async ValueTask<ObjectDraft> FillAsync(ObjectDraft draft, CancellationToken stop)
    {
        if (draft.Key.Local.Kind is not ObjectKinds.PlatformObject || SpecReaders.Read(draft.Key.Local.Kind, draft.Spec) is not (PlatformObjectSpec spec, { Count: 0 })) return draft;
        return await ContentAsync(spec, stop) is { } content ? draft with { Spec = PlatformObjectSpec.WithContent(draft.Spec, content) } : draft;
    }

    private async Task<Node?> ContentAsync(PlatformObjectSpec spec, CancellationToken stop)
    {
        if (_known.TryGetValue((spec.Object, spec.Revision), out var known)) return known;
        if (await system.Past.HistoryAsync(new() { Key = spec.Object, UpTo = spec.Revision, Limit = 1 }, stop) is not [{ IsDeletion: false } version]) return null;
        if (_known.Count >= Remembered) _known.Clear();
        return _known[(spec.Object, spec.Revision)] = version.ReadSpec();
    }
}
