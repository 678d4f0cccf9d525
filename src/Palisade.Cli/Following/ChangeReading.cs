using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Store;

namespace Palisade.Cli.Following;

/// <summary>Makes objects of a snapshot's entries. Every one is checked again here: what the manager took and this gateway does not is left out and told.</summary>
internal sealed class ChangeReading
{
    private readonly SharedObjects _shared = new();

    /// <summary>What is different between the snapshot that was handed over last and the one in force.</summary>
    /// <param name="before">Null for nothing: then everything is read.</param>
    public TenantChange Read(TenantStore store, SnapshotContent? before, StoredSnapshot now)
    {
        var known = before ?? SnapshotContent.Empty;
        var set = new Dictionary<LocalKey, ObjectDraft>();
        List<RefusedObject> unreadable = [];
        foreach (var entry in now.Content.PagesSince(known).SelectMany(p => p.Entries).Where(e => known.Find(e.Key) != e.Blob))
        {
            if (Read(store, entry, out var fault) is { } draft) set[draft.Key.Local] = draft;
            else unreadable.Add(new(KeyOf(entry.Key), fault, Kept: false));
        }

        LocalKey[] removed = [.. known.PagesSince(now.Content).SelectMany(p => p.Entries).Where(e => now.Content.Find(e.Key) is null).Select(e => KeyOf(e.Key))];
        return new(store.Tenant, (long)now.Manifest.Header.Position.Revision, before is null, set, removed, unreadable);
    }

    private ObjectDraft? Read(TenantStore store, SnapshotEntry entry, out ConfigFault fault)
    {
        fault = default;
        if (!SharedObjects.MayShare(entry)) return Check(store, entry, out fault);
        if (_shared.Find(entry.Blob.Hash, store.Tenant) is { } known) return known;
        var read = Check(store, entry, out fault);
        if (read is not null) _shared.Keep(entry.Blob.Hash, read);
        return read;
    }

    private static ObjectDraft? Check(TenantStore store, SnapshotEntry entry, out ConfigFault fault)
    {
        fault = new("", "It cannot be read from the disk.");
        if (store.Read(entry.Blob) is not { } bytes) return null;
        var (root, broken) = JsonText.Read(bytes);
        if (root is null)
        {
            fault = new("", broken?.Message ?? "It is no document.");
            return null;
        }

        var (read, faults) = ObjectText.ReadOne(root, store.Tenant);
        fault = faults.Count > 0 ? faults[0].Fault : new("metadata.name", "Another object is in its place.");
        return faults.Count is 0 && read is not null && EntryKey.Of(read.Draft.Key.Local) == entry.Key ? read.Draft : null;
    }

    // Of what a newer manager may deliver, this gateway may not know the kind: it is told all the same.
    private static LocalKey KeyOf(string entry) =>
        EntryKey.TryParse(entry) ?? (entry.Split('/', 3) is [var kind, var space, var name] ? new(kind, space is "-" ? "" : space, name) : new("", "", entry));
}
