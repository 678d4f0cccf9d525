using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Content;

/// <summary>One object of a tenant's configuration.</summary>
/// <param name="Key">Names it, such as <c>site/shop</c>: see <see cref="IsKey"/>.</param>
/// <param name="Blob">Where its content is.</param>
public readonly record struct SnapshotEntry(string Key, BlobReference Blob)
{
    /// <summary>Whether a text may be a key: 1 to 512 visible characters of ASCII.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) => text.Length is > 0 and <= SnapshotLimits.MostKeyCharacters && !text.ContainsAnyExceptInRange('!', '~');
}
