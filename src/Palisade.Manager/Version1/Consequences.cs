using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Storage;
using Palisade.Storage.Changes;

namespace Palisade.Manager.Version1;

/// <summary>
/// What follows from changes: the sites, pools and policies that services stand for, made anew where they come out otherwise, and policies that are applied to what is gone. It is
/// done together with the changes, or not at all.
/// </summary>
internal static class Consequences
{
    private static readonly HashSet<string> OfServices = [ObjectKinds.WebService, ObjectKinds.V1Document, ObjectKinds.ServerGroup, KindNames.IpPrefixSet];

    /// <summary>Whether anything may follow from a change of an object of a kind.</summary>
    public static bool Follow(string kind) => OfServices.Contains(kind) || kind is ObjectKinds.Namespace;

    /// <summary>What is not as it would be, were it made anew; nothing in a tenant without services.</summary>
    public static async Task<IReadOnlyList<ObjectChange>> AllAsync(TenantStore store, CancellationToken stop)
    {
        var around = new Surroundings(store, [], stop);
        var stored = await StoredAsync(store, null, stop);
        var services = await around.AllAsync(ObjectKinds.WebService, null);
        return stored.Count + services.Count == 0 ? [] : await DifferencesAsync(around, services, stored);
    }

    /// <summary>The further changes.</summary>
    public static async Task<IReadOnlyList<ObjectChange>> OfAsync(TenantStore store, IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        if (!changes.Any(c => Follow(c.Key.Kind))) return [];
        var forgotten = await ForgottenAsync(new(store, changes, stop), changes);
        var all = (IReadOnlyList<ObjectChange>)[.. changes, .. forgotten];
        var done = all.Select(c => c.Key).ToHashSet();
        return [.. forgotten, .. (await MadeAsync(store, new(store, all, stop), all, stop)).Where(c => !done.Contains(c.Key))];
    }

    private static async Task<List<ObjectChange>> MadeAsync(TenantStore store, Surroundings around, IReadOnlyList<ObjectChange> changes, CancellationToken stop)
    {
        var ofServices = changes.Where(c => OfServices.Contains(c.Key.Kind)).ToList();
        var some = ofServices.TrueForAll(c => c.Key.Kind is ObjectKinds.WebService);
        var services = some ? [.. ofServices.Select(c => c.Draft).OfType<ObjectDraft>()] : await around.AllAsync(ObjectKinds.WebService, null);
        var gone = ofServices.Where(c => c.Key.Kind is ObjectKinds.WebService && c.Draft is null).Select(c => c.Key);
        return await DifferencesAsync(around, services, await StoredAsync(store, some ? [.. services.Select(s => s.Key.Local), .. gone] : null, stop));
    }

    private static async Task<List<ObjectChange>> DifferencesAsync(Surroundings around, IReadOnlyList<ObjectDraft> services, IReadOnlyList<ObjectRecord> stored)
    {
        var (wanted, found) = (new Dictionary<LocalKey, ObjectDraft>(), new List<ObjectChange>());
        foreach (var service in services)
        {
            if (SpecReaders.Read(service.Key.Local.Kind, service.Spec) is not (WebServiceSpec spec, { Count: 0 })) continue;
            var protection = await ServicePolicies.OfAsync(around, service);
            foreach (var made in WebServiceSites.Of(service.Key, spec, protection)) wanted[made.Key.Local] = made;
        }

        var known = stored.ToDictionary(o => o.Key.Local);
        found.AddRange(wanted.Values.Where(w => known.GetValueOrDefault(w.Key.Local) is not { } now || !IsSame(now, w)).Select(w => ObjectChange.Put(w)));
        found.AddRange(known.Keys.Where(k => !wanted.ContainsKey(k)).Select(k => ObjectChange.Delete(k)));
        return found;
    }

    private static bool IsSame(ObjectRecord now, ObjectDraft wanted) => now.Spec.Span.SequenceEqual(CanonicalJson.Write(wanted.Spec)) && now.Metadata.Description == wanted.Metadata.Description;

    private static async Task<IReadOnlyList<ObjectRecord>> StoredAsync(TenantStore store, IReadOnlyList<LocalKey>? services, CancellationToken stop)
    {
        if (services is null) return await V1Names.AllAsync(store, null, null, stop, WebServiceSites.MadeOfAny);
        var found = new List<ObjectRecord>();
        foreach (var service in services) found.AddRange(await V1Names.AllAsync(store, null, service.Namespace, stop, WebServiceSites.Made(service.Name)));
        return found;
    }

    // Policies that were applied to what is deleted, or to an application that its service has no more: another thing of that name, later, is another thing.
    private static async Task<List<ObjectChange>> ForgottenAsync(Surroundings around, IReadOnlyList<ObjectChange> changes)
    {
        var gone = changes.Where(c => c.Draft is null).Select(c => c.Key).ToHashSet();
        var services = changes.Where(c => c.Draft is not null && c.Key.Kind is ObjectKinds.WebService).ToDictionary(c => c.Key, c => c.Draft!.Spec);
        if (services.Count + gone.Count == 0) return [];
        var found = new List<ObjectChange>();
        foreach (var policy in (await around.AllAsync(ObjectKinds.V1Document, ObjectNames.DefaultNamespace)).Where(d => Documents.BodyOf(d)["applyTo"] is not null))
        {
            var body = Documents.BodyOf(policy);
            var scopes = PolicyScope.Of(body);
            var left = scopes.Where(s => !IsGone(s, gone, services)).ToList();
            if (left.Count < scopes.Count) found.Add(ObjectChange.Put(Documents.With(policy, PolicyScope.In(body, left))));
        }

        // What is changed anyway has been told what it is to be.
        return [.. found.Where(f => changes.All(c => c.Key != f.Key))];
    }

    private static bool IsGone(PolicyScope scope, HashSet<LocalKey> gone, Dictionary<LocalKey, Node> services) =>
        gone.Contains(new(ObjectKinds.Namespace, "", scope.Namespace))
        || (scope.Group.Length > 0 && gone.Contains(new(ObjectKinds.ServerGroup, scope.Namespace, scope.Group)))
        || (scope.Service.Length > 0 && gone.Contains(new(ObjectKinds.WebService, scope.Namespace, scope.Service)))
        || (scope.Application.Length > 0 && services.TryGetValue(new(ObjectKinds.WebService, scope.Namespace, scope.Service), out var service) && service["applications"]?[scope.Application] is null);
}
