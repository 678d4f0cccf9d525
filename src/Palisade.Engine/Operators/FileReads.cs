using System.Collections.Concurrent;

namespace Palisade.Engine.Operators;

/// <summary>
/// The files that rules were made of besides their own text (lists of phrases and addresses, maps, databases), as they were just before they were read. Safe for
/// any number of threads.
/// </summary>
public sealed class FileReads
{
    private readonly ConcurrentDictionary<string, (long Length, DateTime Written)> _files = new(StringComparer.Ordinal);
    private volatile bool _hidden;

    /// <summary>Whether every one of them still has the length and the time of its last write; false too where not all that was read is known.</summary>
    public bool AreUnchanged() => !_hidden && _files.All(file => Look(file.Key) == file.Value);

    /// <summary>Takes note of a file before it is read, or looked for and not found.</summary>
    internal void Note(string path) => _files.TryAdd(path, Look(path));

    /// <summary>Says that files are read of which nobody tells.</summary>
    internal void NoteHidden() => _hidden = true;

    // Through the opened file: of a link, what it leads to counts.
    private static (long Length, DateTime Written) Look(string path)
    {
        try
        {
            if (!File.Exists(path)) return (-1, default);
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (-2, default);
        }
    }
}
