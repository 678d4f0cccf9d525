using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Objects.References;

/// <summary>One object named by another.</summary>
/// <param name="Field">Where it is named, as <c>spec.routes[0].origin_pool</c>.</param>
/// <param name="Kinds">The kinds it may be of: one, or two that share a list.</param>
/// <param name="Namespace">Where it is; that of the object that names it where nothing is written. Empty for kinds in no namespace.</param>
/// <param name="OfPlatform">Whether it is the platform's (<c>tenant: system</c>) and so not checked inside the tenant.</param>
public sealed record ObjectReference(string Field, IReadOnlyList<string> Kinds, string Namespace, string Name, bool OfPlatform = false)
{
    /// <summary>The objects that it may mean, at most one of which may be there.</summary>
    public IEnumerable<LocalKey> Targets() => Kinds.Select(kind => new LocalKey(kind, ObjectKinds.Find(kind)!.InNamespace ? Namespace : "", Name));

    /// <summary>What has to be in the tenant itself for it to lead somewhere: of the platform's objects that are rolled out, what a rollout brought; of its others, nothing.</summary>
    public IEnumerable<LocalKey> Needs() => !OfPlatform ? Targets() : Targets().Where(t => PlatformObjects.Kinds.Contains(t.Kind)).Select(PlatformObjects.KeyOf);

    /// <summary>Stands before the kind of what is kept of a reference to an object of the platform that no rollout brings.</summary>
    public const string OfPlatformPrefix = "system/";

    /// <summary>Whether it names an object of the platform that no rollout brings to the tenant: it has to be in the platform's own.</summary>
    public bool IsUnbrought => OfPlatform && !Kinds.Any(PlatformObjects.Kinds.Contains);

    /// <summary>What is kept of it, so that it can be asked who names what.</summary>
    public IEnumerable<LocalKey> Kept() => IsUnbrought ? Targets().Select(t => t with { Kind = OfPlatformPrefix + t.Kind }) : Needs();

    /// <summary>Reads a bare name, or <c>{kind, namespace, tenant, name}</c> of which only the name is needed.</summary>
    internal static ObjectReference? Read(Node node, string at, ReferenceRule rule, string home, List<ConfigFault> faults)
    {
        if (node.Kind is NodeKind.Text or NodeKind.Number) return Named(node.Value, at, faults) ? new(at, rule.Kinds, home, node.Value) : null;
        if (node.Kind is not NodeKind.Map)
        {
            faults.Add(new(at, $"It is not the name of a {string.Join(" or ", rule.Kinds)}, or a mapping with its name."));
            return null;
        }

        return Fields.Read(node, at, faults, fields => Mapping(fields, rule, home, faults));
    }

    private static ObjectReference? Mapping(Fields fields, ReferenceRule rule, string home, List<ConfigFault> faults)
    {
        var (kind, name) = (fields.OptionalText("kind"), fields.Text("name"));
        var (space, tenant) = (fields.OptionalText("namespace") ?? home, fields.OptionalText("tenant"));
        _ = fields.Has("uid");
        if (kind is not null && !rule.Kinds.Contains(kind)) fields.Fault("kind", $"A {string.Join(" or ", rule.Kinds)} is meant here, not a {kind}.");
        if (tenant is not null && !(tenant == ObjectNames.SystemTenant && rule.MayBeOfPlatform))
            fields.Fault("tenant", rule.MayBeOfPlatform ? $"Only objects of the tenant '{ObjectNames.SystemTenant}' may be named by others." : "Objects of other tenants cannot be named here.");
        if (!ObjectNames.IsLabel(space) && space.Length > 0) fields.Fault("namespace", $"It is not the name of a namespace: {ObjectNames.LabelGrammar}.");
        if (name.Length == 0 || !Named(name, fields.At("name"), faults)) return null;
        return new(fields.Path, kind is null || !rule.Kinds.Contains(kind) ? rule.Kinds : [kind], space, name, tenant is not null);
    }

    private static bool Named(string name, string at, List<ConfigFault> faults)
    {
        if (ObjectNames.IsName(name)) return true;
        faults.Add(new(at, $"It is not the name of an object: {ObjectNames.NameGrammar}."));
        return false;
    }
}
