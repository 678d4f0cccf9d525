using Palisade.Configuration;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Tenants;

/// <summary>Makes one site of a tenant ready to serve, from it and all that it names.</summary>
internal sealed class SiteBuilder(TenantObjects objects, TenantParts parts, TenantPlatform platform, RuleLibrary rules, Geography geography, TimeProvider clock)
{
    private readonly GatewayAliases _aliases = new(objects, parts);

    private static readonly ConfigFault Missing = new("", "It is named and is not there.");

    /// <summary>The site, and what of it is not as it was written; or every reason why there is none.</summary>
    public (ReadySite? Site, IReadOnlyList<RefusedObject> Faults) Build(LocalKey key, long revision)
    {
        var faults = new List<RefusedObject>();
        if (objects.Find(key) is not { } draft || parts.Of<SiteDelivery>(key, faults) is not { } delivery) return (null, faults);
        var mode = Mode(key, delivery, faults);
        var site = new ReadySite
        {
            Key = draft.Key,
            Delivery = delivery,
            Mode = mode,
            Protection = null!,
            Pool = PoolAt(key, "spec.origin_pool", faults),
            RoutePools = [.. delivery.Routes.Select((_, i) => PoolAt(key, $"spec.routes[{i}].origin_pool", faults))],
            Certificates = [.. Named(key, ObjectKinds.Certificate).Select(c => parts.Certificate(c, faults)).OfType<ReadyCertificate>()],
            Revision = revision,
            Switches = platform.Current.Switches,
        };
        var policy = Policy(key, faults);
        var protection = faults.Count == 0 && policy is not null ? Protect(key, delivery, mode, policy, faults) : null;
        if (protection is null) return (null, faults);
        var listeners = _aliases.Resolve(key, delivery.Listeners, faults);
        return (site with { Protection = protection, Delivery = delivery with { Listeners = listeners } }, faults);
    }

    private OperationMode Mode(LocalKey key, SiteDelivery delivery, List<RefusedObject> faults) =>
        delivery.OperationMode
        ?? Named(key, ObjectKinds.ServerGroup).Select(g => parts.Of<ServerGroupSpec>(g, faults)).FirstOrDefault()?.OperationMode
        ?? OperationMode.Simulation;

    private ReadyPool? PoolAt(LocalKey key, string field, List<RefusedObject> faults) =>
        objects.ReferencesOf(key).FirstOrDefault(r => r.Field == field) is { } named ? parts.Pool(named.Targets().First(), faults) : null;

    private IEnumerable<LocalKey> Named(LocalKey key, string kind) => objects.ReferencesOf(key).Where(r => !r.OfPlatform && r.Kinds.Contains(kind)).SelectMany(r => r.Targets());

    /// <summary>What protects it: its own object and every policy that it leads to, compiled together.</summary>
    private SitePolicy? Policy(LocalKey key, List<RefusedObject> faults)
    {
        var (documents, seen, waiting) = (new List<PolicyDocument>(), new HashSet<LocalKey> { key }, new Queue<LocalKey>([key]));
        while (waiting.TryDequeue(out var next))
        {
            if (parts.Document(next, faults) is { } document) documents.Add(document);
            foreach (var target in objects.ReferencesOf(next).SelectMany(Policies).Where(seen.Add)) waiting.Enqueue(target);
        }

        if (faults.Count > 0) return null;
        var built = PolicyBuilder.Build(documents, [], geography);
        faults.AddRange(built.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Select(d => Refused(d, seen)));
        return built.Site;
    }

    private IEnumerable<LocalKey> Policies(ObjectReference reference) => PlatformSets.IsMeant(reference) ? reference.Needs() : reference.OfPlatform ? [] : Meant(reference).Where(IsPolicy);

    // Of two kinds that a field may name, the one that is there; neither is a fault of its own.
    private IEnumerable<LocalKey> Meant(ObjectReference reference)
    {
        var targets = reference.Targets().ToList();
        return targets.Exists(t => objects.Find(t) is not null) ? targets.Where(t => objects.Find(t) is not null) : targets.Take(1);
    }

    private static bool IsPolicy(LocalKey key) => PolicyKinds.All.ContainsKey(key.Kind);

    private static RefusedObject Refused(Diagnostic diagnostic, HashSet<LocalKey> among) =>
        new(among.FirstOrDefault(k => k.ToString() == diagnostic.At.File, among.First()), new("spec", diagnostic.Message), Kept: false);

    private LiveProtection? Protect(LocalKey key, SiteDelivery delivery, OperationMode mode, SitePolicy policy, List<RefusedObject> faults)
    {
        var named = delivery.RuleSet is null ? null : objects.ReferencesOf(key).FirstOrDefault(r => r.Kinds.Contains(ObjectKinds.RuleSet));
        var target = named?.Needs().First() ?? key;
        var set = named is null ? null : named.OfPlatform ? parts.Platform(target, faults) : objects.Find(target);
        if (faults.Count > 0) return null;
        if (named is not null && (set is null ? Missing : parts.Checks.FaultOf(set)) is { } fault)
        {
            faults.Add(new(target, fault, Kept: false));
            return null;
        }

        var shared = rules.Find(set, mode, platform.Current);
        if (shared.Protection.Rules is null)
        {
            faults.AddRange(Errors(shared.Protection.Diagnostics, named is null ? platform.Current.Told ?? target : target));
            return null;
        }

        var protection = new LiveProtection(shared, clock);
        var wrong = protection.Publish(policy);
        faults.AddRange(Errors(wrong, key));
        return wrong.Count == 0 ? protection : null;
    }

    private static IEnumerable<RefusedObject> Errors(IReadOnlyList<Diagnostic> diagnostics, LocalKey key) =>
        diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Take(ObjectDraft.MostFaults).Select(d => new RefusedObject(key, new($"{d.At}", d.Message), Kept: false));
}
