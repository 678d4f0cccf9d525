using Palisade.Trust.Identities;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Blobs;
using Palisade.Trust.Snapshots.Content;

namespace Palisade.Trust.Snapshots.Manifests;

/// <summary>The bytes of a manifest inside its signature.</summary>
internal static class ManifestText
{
    /// <summary>What the signed document is.</summary>
    public static ReadOnlySpan<byte> Mark => "PALSNAP1"u8;

    public static byte[] Write(SnapshotHeader header, SnapshotContent content)
    {
        var writer = new CanonicalWriter()
            .Text(header.Tenant).Text(header.Group)
            .U64(header.Position.Epoch).U64(header.Position.Revision)
            .Time(header.Created).Raw(header.Previous.ToBytes())
            .U32(content.Count).U64((ulong)content.Bytes).U32(content.Pages.Count);
        foreach (var page in content.Pages) writer.Raw(page.Reference.Hash.ToBytes()).U32(page.Reference.Size).U32(page.Entries.Count);
        return writer.Written.ToArray();
    }

    /// <summary>Reads one; null when it is damaged, and where is said.</summary>
    public static Manifest? TryRead(SignedDocument document, ReadOnlyMemory<byte> signed, out int position)
    {
        var reader = new CanonicalReader(document.Payload.Span);
        var header = ReadHeader(ref reader);
        var entries = reader.Count32(SnapshotLimits.MostEntries);
        var (bytesAt, bytes) = (reader.Position, reader.U64());
        if (bytes > (ulong)SnapshotLimits.MostBytes) reader.Fail(bytesAt);
        var pages = ReadPages(ref reader, entries);
        position = reader.Position;
        return reader.AtEnd && header is not null && pages.Sum(p => (long)p.Entries) == entries
            ? new(header, new(document.Hash.Span), pages, entries, (long)bytes, signed)
            : null;
    }

    private static SnapshotHeader? ReadHeader(ref CanonicalReader reader)
    {
        var (at, tenant, group) = (reader.Position, reader.Text(IdentityText.MostInSegment), reader.Text(IdentityText.MostInSegment));
        if (!Identity.IsSegment(tenant) || !Identity.IsSegment(group)) reader.Fail(at);
        var position = new SnapshotPosition(reader.U64(), reader.U64());
        var created = reader.Time();
        var previous = reader.Raw(BlobHash.Length);
        return reader.Failed ? null : new(tenant, group, position, created, new(previous));
    }

    private static List<PageReference> ReadPages(ref CanonicalReader reader, int entries)
    {
        List<PageReference> pages = [];
        for (var left = reader.Count32(entries); left > 0 && !reader.Failed; left--)
        {
            var at = reader.Position;
            var hash = reader.Raw(BlobHash.Length);
            var (size, count) = (reader.Count32(SnapshotLimits.MostBlobBytes), reader.Count32(entries));
            if (count is 0) reader.Fail(at);
            if (!reader.Failed) pages.Add(new(new(new(hash), size), count));
        }

        return pages;
    }
}
