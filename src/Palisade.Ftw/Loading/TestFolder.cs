using Palisade.Ftw.Model;

namespace Palisade.Ftw.Loading;

/// <summary>Finds and reads test files.</summary>
public static class TestFolder
{
    /// <summary>Largest file read, in bytes: 16 MiB, a hundred times the largest of the CRS.</summary>
    private const long MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>Reads files and, in folders of any depth, every <c>*.yaml</c> and <c>*.yml</c>, in the order of their paths.</summary>
    /// <returns>One entry for each file, and one with a fault for each path that does not exist or cannot be read.</returns>
    public static IReadOnlyList<TestFile> Read(IEnumerable<string> paths) => [.. paths.SelectMany(Files).Select(ReadFile)];

    /// <summary>Reads the bytes of a file, or says in words why not.</summary>
    public static (byte[]? Bytes, string? Problem) TryReadBytes(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return (null, "does not exist");
            return file.Length > MaxFileBytes
                ? (null, $"is larger than {MaxFileBytes} bytes")
                : (File.ReadAllBytes(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"cannot be read: {e.Message}");
        }
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];

        try
        {
            return [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".yaml" or ".yml")
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [path]; // reading it as a file then says why
        }
    }

    private static TestFile ReadFile(string path)
    {
        var (bytes, problem) = TryReadBytes(path);
        return bytes is null
            ? new(path, [], [new(new(path, 1), problem!)], [])
            : TestFileReader.Read(path, bytes);
    }
}
