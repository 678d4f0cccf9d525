namespace Palisade.Trust.Disk;

/// <summary>What became of reading a file.</summary>
internal enum FileState
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It is longer than it may be.</summary>
    TooLong,

    /// <summary>The system did not give it out: the disk, the rights, or too many open files. It may be good.</summary>
    Unreadable,
}

/// <summary>Files are read up to a limit: a file that grew by accident or malice costs an error, not the memory.</summary>
internal static class BoundedFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The content; null when it was not read.</summary>
    public static byte[]? TryRead(string path, int most) => TryRead(path, most, out _);

    /// <summary>The content; null when it was not read, and why.</summary>
    public static byte[]? TryRead(string path, int most, out FileState state)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(file);
            state = length > most ? FileState.TooLong : FileState.Read;
            return state is FileState.Read ? ReadAll(file, new byte[length]) : null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            state = FileState.Absent;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            state = FileState.Unreadable;
        }

        return null;
    }

    /// <summary>Whether anybody but the owner has a right to the file.</summary>
    public static bool IsOpenToOthers(string path) => (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None;

    private static byte[] ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] content)
    {
        for (var at = 0; at < content.Length;)
        {
            var read = RandomAccess.Read(file, content.AsSpan(at), at);
            if (read is 0) throw new EndOfStreamException("The file became shorter while it was read.");
            at += read;
        }

        return content;
    }
}
