namespace Palisade.Cli.Following;

/// <summary>A file that is there while a gateway runs, and is taken away when it ends as asked: whoever finds one knows that the process before crashed.</summary>
internal sealed class RunningMark : IDisposable
{
    private readonly string _path;

    /// <summary>Makes the file.</summary>
    public RunningMark(string folder)
    {
        _path = Path.Combine(folder, "running");
        Crashed = File.Exists(_path);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(_path, []);
    }

    /// <summary>Whether the process before this one ended without being asked to.</summary>
    public bool Crashed { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);
}
