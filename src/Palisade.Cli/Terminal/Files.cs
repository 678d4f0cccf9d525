namespace Palisade.Cli.Terminal;

/// <summary>Files that the command line names.</summary>
internal static class Files
{
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>All bytes of a file, or of standard input for <c>-</c>.</summary>
    /// <returns>The bytes, or what is wrong in one line.</returns>
    public static async Task<(byte[]? Bytes, string? Fault)> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            if (path is not "-" && new FileInfo(path) is { Exists: true, Length: > MostBytes }) return (null, $"{path} is larger than 256 MiB");
            await using var from = path is "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            using var all = new MemoryStream();
            await from.CopyToAsync(all, stop);
            return (all.ToArray(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, File.Exists(path) || Directory.Exists(path) ? $"{path} cannot be read: {e.Message}" : $"there is no file '{path}'");
        }
    }
}
