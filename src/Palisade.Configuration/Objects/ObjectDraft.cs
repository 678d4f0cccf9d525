using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;

namespace Palisade.Configuration.Objects;

/// <summary>An object as an operator writes it: its name, what is said about it, and its spec. Any of it may be wrong until <see cref="Check"/> found nothing.</summary>
/// <param name="Spec">A mapping; what it may hold depends on the kind.</param>
public sealed record ObjectDraft(ObjectKey Key, Annotated Metadata, Node Spec)
{
    /// <summary>Longest spec, in bytes of canonical JSON. 8 MiB: the Core Rule Set with its data has 2.</summary>
    public const int LongestSpec = 8 * 1024 * 1024;

    /// <summary>Most faults that are told of one object.</summary>
    public const int MostFaults = 200;

    /// <summary>Every fault that this floor can find, with the paths that operators write. What other objects say is not looked at.</summary>
    public IReadOnlyList<ConfigFault> Check()
    {
        var faults = new List<ConfigFault>([.. Key.Check(), .. Metadata.Check("metadata")]);
        if (faults.Any(f => f.Field is "kind")) return faults;
        if (PlatformObjects.AreForEveryone(Key.Local.Kind) && Key.Tenant is not ObjectNames.SystemTenant)
            faults.Add(new("kind", $"Only the platform, the tenant '{ObjectNames.SystemTenant}', has objects of this kind; they reach other tenants by a rollout."));
        if (Spec.Kind is NodeKind.Map && CanonicalDigest.Of(Spec).Length > LongestSpec) faults.Add(new("spec", $"It has more than {LongestSpec} bytes."));
        else faults.AddRange(SpecReaders.Read(Key.Local.Kind, Spec).Faults.Concat(ReferenceTable.Find(Key.Local, Spec).Faults));
        return faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), new("", $"There are {faults.Count - MostFaults} more faults.")];
    }

    /// <summary>The objects that it names.</summary>
    public IReadOnlyList<ObjectReference> References() => ReferenceTable.Find(Key.Local, Spec).References;

    /// <summary>As a whole document: kind, metadata and spec, as <see cref="ObjectText"/> reads it.</summary>
    public Node ToNode()
    {
        var metadata = Metadata.ToNode().With("name", Node.OfText(Key.Local.Name));
        if (Key.Local.Namespace.Length > 0) metadata = metadata.With("namespace", Node.OfText(Key.Local.Namespace));
        return Node.OfMap([new("kind", Node.OfText(Key.Local.Kind)), new("metadata", metadata), new("spec", Spec)]);
    }
}
