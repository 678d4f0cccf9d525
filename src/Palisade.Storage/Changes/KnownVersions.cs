using System.Collections.Concurrent;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Changes;

/// <summary>
/// Which revision an object is of at least, as far as this process saw. Revisions only grow: a change of an older one has lost, and is told without
/// asking the database. When a thousand race for one object, that is nearly all of them.
/// </summary>
internal sealed class KnownVersions
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<ObjectKey, (long Revision, string By)> _known = new();
    private readonly ConcurrentDictionary<string, long> _revisions = new(StringComparer.Ordinal);

    /// <summary>The refusals of changes that are certainly too late.</summary>
    public ApplyResult Late(string tenant, IReadOnlyList<ObjectChange> changes)
    {
        var late = changes.Count > Applying.FewChanges ? [] : changes.Select(c => IsLate(tenant, c)).OfType<Refusal>().ToList();
        return new(late.Count > 0 ? _revisions.GetValueOrDefault(tenant) : 0, [], late);
    }

    /// <summary>Remembers objects as they are at a revision.</summary>
    public void Learn(string tenant, long revision, IEnumerable<ObjectRecord> objects)
    {
        // Nothing is lost with them but time.
        if (_known.Count > Most) _known.Clear();
        if (_revisions.Count > Most) _revisions.Clear();
        _revisions[tenant] = revision;
        foreach (var record in objects.Take(Applying.FewChanges)) _known[record.Key] = (record.Revision, record.Modified.By);
    }

    private Refusal? IsLate(string tenant, ObjectChange change) =>
        change.Version is { } version && ObjectRecord.RevisionOf(version) is { } revision && _known.TryGetValue(new(tenant, change.Key), out var known) && known.Revision > revision
            ? Applying.Conflict(change.Key, known.By)
            : null;
}
