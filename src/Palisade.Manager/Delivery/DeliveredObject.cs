using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Objects.References;
using Palisade.Configuration.Policies;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Manager.Delivery;

/// <summary>An object as it is delivered: its whole document as canonical JSON, so that the same object always has the same hash.</summary>
/// <param name="Revision">The tenant's revision that changed it last.</param>
/// <param name="Groups">The gateway groups it is for; empty for all.</param>
/// <param name="OfPlatform">What it names of the platform's objects, as the tenant has them.</param>
internal sealed record DeliveredObject(LocalKey Key, long Revision, BlobReference Blob, IReadOnlyList<string> Groups, IReadOnlyList<LocalKey> OfPlatform)
{
    private const string GroupsField = "gateway_groups";

    /// <summary>Makes one; null for an object that is not to be delivered.</summary>
    public static DeliveredObject? Of(ObjectDraft draft, long revision, out Blob? blob)
    {
        blob = null;
        // What is for everyone is used as rollouts brought it, and in no other way.
        if (draft.Metadata.Disable || draft.Key.Local.Kind is ObjectKinds.IdentityProvider or ObjectKinds.V1Document || PlatformObjects.AreForEveryone(draft.Key.Local.Kind)) return null;
        blob = Trust.Snapshots.Blobs.Blob.Pack(CanonicalJson.Write(draft.ToNode()));
        return new(draft.Key.Local, revision, new(blob.Hash, blob.Size), GroupsOf(draft), [.. draft.References().Where(r => r.OfPlatform).SelectMany(r => r.Needs())]);
    }

    /// <summary>Whether an object is delivered only where another names it: what rollouts brought, unless it holds for everyone.</summary>
    public static bool WaitsToBeNamed(LocalKey key) => key.Kind is ObjectKinds.PlatformObject && !PlatformObjects.AreForEveryone(PlatformObjects.KindOf(key.Name));

    /// <summary>Whether gateways of a group get it.</summary>
    public bool IsFor(string group) => Groups.Count is 0 || Groups.Contains(group, StringComparer.Ordinal);

    private static string[] GroupsOf(ObjectDraft draft)
    {
        if (draft.Key.Local.Kind is not KindNames.Site) return [];
        var unused = new List<ConfigFault>();
        return Fields.Read(draft.Spec, "spec", unused, fields => NamedObject.ListIn(fields, GroupsField).Select(g => g.Name).Where(n => n.Length > 0).ToArray());
    }
}
