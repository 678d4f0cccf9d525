using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Delivery;

/// <summary>
/// A tenant's objects as gateways may have them: those of the last revision that was let through. What came since waits here, revision by revision.
/// </summary>
internal sealed class PassedObjects
{
    // More than that become one: they pass together, with the last of them.
    private const int MostSteps = 64;

    private readonly Dictionary<LocalKey, DeliveredObject> _all = [];
    private readonly List<(long Revision, Dictionary<LocalKey, DeliveredObject?> Changes)> _waiting = [];

    /// <summary>The revision they are of; -1 for none: nothing was let through yet.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>Every object.</summary>
    public IReadOnlyDictionary<LocalKey, DeliveredObject> All => _all;

    /// <summary>How many objects wait.</summary>
    public int Waiting => _waiting.Sum(w => w.Changes.Count);

    /// <summary>Begins with objects that were let through before.</summary>
    public void Start(IEnumerable<DeliveredObject> objects, long revision)
    {
        foreach (var one in objects) _all[one.Key] = one;
        Revision = revision;
    }

    /// <summary>Lets a revision's changes wait.</summary>
    public void Add(long revision, IReadOnlyDictionary<LocalKey, DeliveredObject?> changes)
    {
        if (revision <= Revision || (_waiting.Count > 0 && _waiting[^1].Revision >= revision)) return;
        var merged = _waiting.Count >= MostSteps ? _waiting[^1].Changes : [];
        foreach (var (key, now) in changes) merged[key] = now;
        if (_waiting.Count >= MostSteps) _waiting[^1] = (revision, merged);
        else _waiting.Add((revision, merged));
    }

    /// <summary>Lets everything through up to a revision.</summary>
    /// <returns>What that changes; null where it changes nothing, not even the revision.</returns>
    public IReadOnlyDictionary<LocalKey, DeliveredObject?>? Pass(long revision)
    {
        var steps = _waiting.TakeWhile(w => w.Revision <= revision).ToList();
        if (steps.Count is 0) return null;
        _waiting.RemoveRange(0, steps.Count);
        var changes = steps.Count is 1 ? steps[0].Changes : [];
        if (steps.Count > 1)
        {
            foreach (var (key, now) in steps.SelectMany(s => s.Changes)) changes[key] = now;
        }

        foreach (var (key, now) in changes)
        {
            if (now is null) _all.Remove(key);
            else _all[key] = now;
        }

        Revision = steps[^1].Revision;
        return changes;
    }
}
