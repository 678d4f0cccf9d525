using System.Diagnostics.CodeAnalysis;
using Palisade.Trust.Disk;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Snapshots.Store;

/// <summary>Blobs as files, named by their hashes.</summary>
internal sealed class BlobFolder(string path)
{
    /// <summary>The folder's name in reports.</summary>
    public const string Name = "blobs";

    // One flush of a file takes milliseconds; one of the whole file system some more, however many files are new.
    private const int MostFlushedSingly = 16;

    public bool Exists(BlobHash hash) => File.Exists(PathOf(hash));

    /// <summary>The content, if it is there and what its name says. A file of another content is removed, so that it is fetched again.</summary>
    public bool TryRead(BlobReference blob, [NotNullWhen(true)] out byte[]? content, out StoreFault fault)
    {
        content = null;
        fault = default;
        var packed = BoundedFile.TryRead(PathOf(blob.Hash), Blob.MostPacked(blob.Size), out var state);
        if (packed is not null) content = Blob.TryUnpack(packed, blob.Size, blob.Hash);
        if (content is not null) return true;
        fault = Explain(state, $"{Name}/{blob.Hash}");
        if (fault.Kind is StoreFaultKind.BlobDamaged) File.Delete(PathOf(blob.Hash));
        return false;
    }

    /// <summary>Writes many: all beside their places, then all flushed, then all named, then the folder flushed. What is there already stays.</summary>
    public void Add(IEnumerable<Blob> blobs)
    {
        var staged = new List<(string Temporary, string Path)>();
        try
        {
            foreach (var blob in blobs)
            {
                var file = PathOf(blob.Hash);
                if (!File.Exists(file)) staged.Add((AtomicFile.Stage(file, blob.Packed.Span, AtomicFile.Private, flush: false), file));
            }

            if (staged.Count > MostFlushedSingly) FolderSync.FlushAll(path);
            else foreach (var (temporary, _) in staged) Flush(temporary);
            foreach (var (temporary, file) in staged) AtomicFile.Finish(temporary, file);
        }
        catch
        {
            foreach (var (temporary, _) in staged) File.Delete(temporary);
            throw;
        }

        if (staged.Count > 0) FolderSync.Flush(path);
    }

    public void Delete(BlobHash hash) => File.Delete(PathOf(hash));

    /// <summary>Every blob there is.</summary>
    public IEnumerable<BlobHash> All() =>
        Directory.EnumerateFiles(path).Select(f => BlobHash.TryParse(Path.GetFileName(f))).Where(h => h is not null).Select(h => h!.Value);

    private string PathOf(BlobHash hash) => Path.Combine(path, hash.ToString());

    private static StoreFault Explain(FileState state, string file) => state switch
    {
        FileState.Absent => new(StoreFaultKind.BlobMissing, file, "The piece is not there."),
        FileState.Unreadable => new(StoreFaultKind.DiskFailed, file, "The piece cannot be read."),
        _ => new(StoreFaultKind.BlobDamaged, file, "The piece is not what its name says."),
    };

    private static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
        RandomAccess.FlushToDisk(handle);
    }
}
