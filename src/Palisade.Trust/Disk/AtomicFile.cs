using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Palisade.Trust.Disk;

/// <summary>
/// Files that are there whole or not at all: written beside their place, flushed, renamed, and the folder flushed.
/// What a crash leaves behind ends in <see cref="TemporarySuffix"/> and is never read.
/// </summary>
public static partial class AtomicFile
{
    /// <summary>The end of the name of a file that is not finished.</summary>
    public const string TemporarySuffix = ".unfinished";

    /// <summary>Read and written by the owner, seen by nobody else.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Written by the owner, read by all.</summary>
    public const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Rights of folders that hold keys or configuration: the owner's alone.</summary>
    public const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    /// <summary>Puts <paramref name="content"/> at <paramref name="path"/>, in the place of what is there. The rights hold from the first byte.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var temporary = Stage(path, content, mode, flush: true);
        Finish(temporary, path);
        FolderSync.Flush(FolderOf(path));
    }

    /// <summary>Puts <paramref name="content"/> at <paramref name="path"/> unless something is there. Of many at the same time, one succeeds.</summary>
    /// <returns>False when something is.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        if (File.Exists(path)) return false;
        var temporary = Stage(path, content, mode, flush: true);
        try
        {
            // Moving looks whether something is there, and moves then: between the two another may have come.
            if (Link(temporary, path) != 0) return File.Exists(path) ? false : throw new IOException($"'{path}' cannot be made: error {Marshal.GetLastPInvokeError()} of the system.");
        }
        finally
        {
            File.Delete(temporary);
        }

        FolderSync.Flush(FolderOf(path));
        return true;
    }

    /// <summary>Writes the file beside its place. Many may be staged, then flushed, then finished.</summary>
    internal static string Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool flush)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}{TemporarySuffix}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, UnixCreateMode = mode };
        try
        {
            using var file = new FileStream(temporary, options);
            file.Write(content);
            if (flush) file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return temporary;
    }

    /// <summary>Gives a staged file its name.</summary>
    internal static void Finish(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);

    /// <summary>The folder a file is in.</summary>
    internal static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
}
