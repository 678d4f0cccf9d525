using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Version1;

/// <summary>A tenant's objects as they will be once some changes are made. What is read is remembered.</summary>
internal sealed class Surroundings(TenantStore store, IReadOnlyList<ObjectChange> changes, CancellationToken stop)
{
    private readonly Dictionary<LocalKey, ObjectChange> _changes = changes.ToDictionary(c => c.Key);
    private readonly Dictionary<LocalKey, ObjectDraft?> _known = [];
    private readonly Dictionary<(string Kind, string? Space), IReadOnlyList<ObjectDraft>> _lists = [];
    private readonly Dictionary<string, Dictionary<string, IReadOnlyList<string>>> _addresses = new(StringComparer.Ordinal);

    /// <summary>An object; null when it will not be there.</summary>
    public async Task<ObjectDraft?> FindAsync(LocalKey key)
    {
        if (_changes.TryGetValue(key, out var change)) return change.Draft;
        if (!_known.TryGetValue(key, out var known)) _known[key] = known = (await store.FindAsync(key, stop))?.ToDraft();
        return known;
    }

    /// <summary>Every object of a kind, in a namespace or in all.</summary>
    public async Task<IReadOnlyList<ObjectDraft>> AllAsync(string kind, string? space)
    {
        if (_lists.TryGetValue((kind, space), out var list)) return list;
        var stored = await V1Names.AllAsync(store, kind, space, stop);
        var ours = _changes.Values.Where(c => c.Key.Kind == kind && (space is null || c.Key.Namespace == space) && c.Draft is not null).Select(c => c.Draft!);
        return _lists[(kind, space)] = [.. stored.Where(o => !_changes.ContainsKey(o.Key.Local)).Select(o => o.ToDraft()), .. ours];
    }

    /// <summary>The prefixes of the sets of addresses in a namespace, by what they are called.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AddressesAsync(string space)
    {
        if (_addresses.TryGetValue(space, out var known)) return known;
        known = new(StringComparer.Ordinal);
        foreach (var set in await AllAsync(Configuration.Policies.KindNames.IpPrefixSet, space)) known[V1Names.TitleOf(set)] = PrefixesOf(set);
        return _addresses[space] = known;
    }

    /// <summary>The prefixes of a set.</summary>
    public static IReadOnlyList<string> PrefixesOf(ObjectDraft set) => [.. (set.Spec["prefixes"]?.Items ?? []).Select(p => p.Value)];
}
