namespace Palisade.DemoShop.Storage;

/// <summary>A temporary folder with the documents that customers may download; gone when the shop stops.</summary>
internal sealed class DocumentFolder : IDisposable
{
    private const int MostBytes = 256 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-shop-");

    public DocumentFolder()
    {
        foreach (var name in Embedded.In("documents")) File.WriteAllText(Path.Combine(_folder.FullName, name), Embedded.Text("documents/" + name));
    }

    /// <summary>The folder's full path.</summary>
    public string FullName => _folder.FullName;

    /// <summary>The beginning of a file, by whatever path the visitor asks for: the flaw on show. Null when it cannot be read.</summary>
    public byte[]? Read(string path)
    {
        try
        {
            var file = Path.GetFullPath(Path.Combine(FullName, path));
            // Devices and pipes may never answer, which would stop the shop instead of showing anything.
            if (file.StartsWith("/dev/", StringComparison.Ordinal)) return null;
            using var stream = File.OpenRead(file);
            var buffer = new byte[MostBytes];
            return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Somebody still has a file open; the system's cleaning of temporary files takes it later.
        }
    }
}
