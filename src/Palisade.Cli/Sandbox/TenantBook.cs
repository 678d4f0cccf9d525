using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Tenants;

namespace Palisade.Cli.Sandbox;

/// <summary>One tenant as the sandbox knows it: the objects of the last good snapshot, and what differs from them in the newest.</summary>
internal sealed class TenantBook(string tenant)
{
    private readonly Dictionary<LocalKey, ObjectDraft> _good = [];
    private readonly Dictionary<LocalKey, ObjectDraft?> _since = [];

    /// <summary>Whose.</summary>
    public string Tenant => tenant;

    /// <summary>The revision of the good one; -1 for none.</summary>
    public long GoodRevision { get; private set; } = -1;

    /// <summary>The revision of the newest.</summary>
    public long Revision { get; private set; }

    /// <summary>The objects of the good one.</summary>
    public IReadOnlyCollection<ObjectDraft> Good => _good.Values;

    /// <summary>What differs; null for what is gone.</summary>
    public IReadOnlyDictionary<LocalKey, ObjectDraft?> Since => _since;

    /// <summary>Takes in what came.</summary>
    public void Take(TenantChange change)
    {
        Revision = change.Revision;
        if (change.IsWhole)
        {
            _since.Clear();
            foreach (var key in _good.Keys.Where(k => !change.Set.ContainsKey(k))) _since[key] = null;
        }

        foreach (var (key, draft) in change.Set) _since[key] = draft;
        foreach (var key in change.Removed) _since[key] = null;
    }

    /// <summary>The newest is the good one now.</summary>
    public void Pass()
    {
        foreach (var (key, draft) in _since)
        {
            if (draft is null) _good.Remove(key);
            else _good[key] = draft;
        }

        _since.Clear();
        GoodRevision = Revision;
    }
}
