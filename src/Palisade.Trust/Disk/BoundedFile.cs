namespace Palisade.Trust.Disk;

/// <summary>Files are read up to a limit: a file that grew by accident or malice costs an error, not the memory.</summary>
internal static class BoundedFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The content; null when there is no such file or it is longer than <paramref name="most"/> bytes.</summary>
    public static byte[]? TryRead(string path, int most)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            if (file.Length > most) return null;
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether anybody but the owner has a right to the file.</summary>
    public static bool IsOpenToOthers(string path) => (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None;
}
