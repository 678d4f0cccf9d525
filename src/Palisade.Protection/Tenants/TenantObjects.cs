using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;

namespace Palisade.Protection.Tenants;

/// <summary>A tenant's objects as a gateway has them, and who names whom.</summary>
internal sealed class TenantObjects
{
    private readonly Dictionary<LocalKey, Held> _objects = [];
    private readonly Dictionary<LocalKey, HashSet<LocalKey>> _users = [];

    /// <summary>Every site.</summary>
    public IEnumerable<LocalKey> Sites => _objects.Keys.Where(k => k.Kind == Configuration.Policies.KindNames.Site);

    /// <summary>Every gateway that the tenant describes.</summary>
    public IEnumerable<LocalKey> Gateways => _objects.Keys.Where(k => k.Kind == ObjectKinds.Gateway);

    /// <summary>An object; null when there is none.</summary>
    public ObjectDraft? Find(LocalKey key) => _objects.GetValueOrDefault(key)?.Draft;

    /// <summary>What an object names.</summary>
    public IReadOnlyList<ObjectReference> ReferencesOf(LocalKey key) => _objects.GetValueOrDefault(key)?.References ?? [];

    /// <summary>Takes a change in.</summary>
    /// <returns>The objects that it touches, and every one that needs one of them.</returns>
    public HashSet<LocalKey> Apply(TenantChange change)
    {
        var gone = change.IsWhole ? [.. _objects.Keys.Where(k => !change.Set.ContainsKey(k))] : change.Removed;
        foreach (var key in gone) Remove(key);
        foreach (var (key, draft) in change.Set)
        {
            Remove(key);
            Add(key, draft);
        }

        return WithUsers(change.Set.Keys.Concat(gone));
    }

    private HashSet<LocalKey> WithUsers(IEnumerable<LocalKey> touched)
    {
        var waiting = new Queue<LocalKey>(touched);
        var found = new HashSet<LocalKey>(waiting);
        while (waiting.TryDequeue(out var target))
        {
            foreach (var user in _users.GetValueOrDefault(target) ?? [])
            {
                if (found.Add(user)) waiting.Enqueue(user);
            }
        }

        return found;
    }

    private void Add(LocalKey key, ObjectDraft draft)
    {
        var held = new Held(draft, draft.References());
        _objects[key] = held;
        foreach (var target in held.Targets)
        {
            if (!_users.TryGetValue(target, out var users)) _users[target] = users = [];
            users.Add(key);
        }
    }

    private void Remove(LocalKey key)
    {
        if (!_objects.Remove(key, out var held)) return;
        foreach (var target in held.Targets)
        {
            if (_users.TryGetValue(target, out var users) && users.Remove(key) && users.Count == 0) _users.Remove(target);
        }
    }

    private sealed record Held(ObjectDraft Draft, IReadOnlyList<ObjectReference> References)
    {
        public IEnumerable<LocalKey> Targets => References.SelectMany(r => r.Needs());
    }
}
