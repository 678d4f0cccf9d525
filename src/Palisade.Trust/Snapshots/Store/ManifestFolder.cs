using System.Globalization;
using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>
/// Manifests as files, named by their positions in digits of one length. A name outlives a damage to the content, so that
/// what this gateway has had is known even then.
/// </summary>
internal sealed class ManifestFolder(string path)
{
    /// <summary>The folder's name in reports.</summary>
    public const string Name = "manifests";

    private const int Digits = 20;

    // The payload, three certificates and a signature.
    private const int MostBytes = SnapshotLimits.MostManifestBytes + (16 * 1024);

    /// <summary>Every position of which there is a file, the newest first.</summary>
    public List<SnapshotPosition> List() =>
        [.. Directory.EnumerateFiles(path).Select(f => Parse(Path.GetFileName(f))).Where(p => p is not null).Select(p => p!.Value).OrderDescending()];

    /// <summary>Files that are no manifests.</summary>
    public IEnumerable<string> Unknown() => Directory.EnumerateFileSystemEntries(path).Select(f => Path.GetFileName(f)).Where(f => Parse(f) is null);

    public byte[]? TryRead(SnapshotPosition position) => BoundedFile.TryRead(PathOf(position), MostBytes);

    public void Write(Manifest manifest) => AtomicFile.Write(PathOf(manifest.Header.Position), manifest.Signed.Span, AtomicFile.Private);

    public void Delete(IEnumerable<SnapshotPosition> positions)
    {
        foreach (var position in positions) File.Delete(PathOf(position));
    }

    /// <summary>As reports name it.</summary>
    public static string FileOf(SnapshotPosition position) => $"{Name}/{NameOf(position)}";

    private string PathOf(SnapshotPosition position) => Path.Combine(path, NameOf(position));

    private static string NameOf(SnapshotPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch:D20}-{position.Revision:D20}.manifest");

    private static SnapshotPosition? Parse(string name)
    {
        if (name.Length is not ((2 * Digits) + 10)) return null;
        var good = ulong.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            & ulong.TryParse(name.AsSpan(Digits + 1, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var revision);
        var position = new SnapshotPosition(epoch, revision);
        return good && string.Equals(NameOf(position), name, StringComparison.Ordinal) ? position : null;
    }
}
