using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Palisade.Cli.Run;

/// <summary>
/// What a rule folder looks like from outside: names, sizes and times of its files. Looking is cheap, works on every
/// file system and through links, and needs no watch that a busy machine may refuse.
/// </summary>
internal static class RuleFingerprint
{
    private const int MostFiles = 100_000;

    /// <summary>A number that changes when a file is added, removed or written; 0 when the folder cannot be read.</summary>
    public static long Of(string path)
    {
        try
        {
            if (File.Exists(path)) return One(new FileInfo(path));
            var files = new FileSystemEnumerable<(string, long, DateTimeOffset)>(
                path,
                static (ref entry) => (entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc),
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = true })
            {
                ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
                ShouldRecursePredicate = static (ref entry) => !entry.FileName.StartsWith('.'),
            };
            // Added up, so that the order in which the file system lists them does not matter.
            return files.Take(MostFiles).Aggregate(1L, (sum, f) => unchecked(sum + Mix(f.Item1, f.Item2, f.Item3)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long One(FileInfo file) => Mix(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));

    private static long Mix(string name, long length, DateTimeOffset written)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(name.AsSpan()));
        hash.Add(length);
        hash.Add(written.UtcTicks);
        return hash.ToHashCode() * 2_654_435_761L;
    }
}
