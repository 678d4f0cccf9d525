using System.Collections.Concurrent;

namespace Palisade.Engine.Geo;

/// <summary>Open databases, so that all rule sets that name one file share its memory. A database nobody uses any more is forgotten.</summary>
internal static class GeoDatabases
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written, long Length), WeakReference<MmdbFile>> Open = new();

    /// <summary>The database in a file; null and the reason when it cannot be read.</summary>
    public static MmdbFile? Load(string path, out string fault)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                fault = "there is no such file";
                return null;
            }

            return Load(info, out fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            fault = failure.Message;
            return null;
        }
    }

    private static MmdbFile? Load(FileInfo info, out string fault)
    {
        var key = (info.FullName, info.LastWriteTimeUtc, info.Length);
        if (Open.TryGetValue(key, out var known) && known.TryGetTarget(out var open))
        {
            fault = "";
            return open;
        }

        foreach (var (old, reference) in Open)
        {
            if (!reference.TryGetTarget(out _)) Open.TryRemove(old, out _);
        }

        var file = MmdbFile.Open(File.ReadAllBytes(info.FullName), out fault);
        if (file is not null) Open[key] = new WeakReference<MmdbFile>(file);
        return file;
    }
}
