using Palisade.Api.Faults;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Policies;

namespace Palisade.Cli.Objects;

/// <summary>Objects of files: read and checked here, so that a fault is told with its line before anything is sent.</summary>
internal sealed class ObjectFiles
{
    private readonly List<(string File, ObjectDocument Document)> _documents = [];
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many objects there are.</summary>
    public int Count => _documents.Count;

    /// <summary>Sites that say neither how they work nor which server group does, as <c>site namespace/name</c>.</summary>
    public IEnumerable<string> SitesWithoutMode => _documents.Select(d => d.Document.Draft)
        .Where(d => d.Key.Local.Kind is KindNames.Site && d.Spec["operation_mode"] is null && d.Spec["server_group"] is null).Select(d => d.Key.Local.ToString());

    /// <summary>Reads files, the <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c> of folders, and standard input for <c>-</c>.</summary>
    public static async Task<ObjectFiles> ReadAsync(IEnumerable<string> paths, string tenant, string space, CancellationToken stop)
    {
        var files = new ObjectFiles();
        foreach (var path in paths.SelectMany(Expand))
        {
            var (bytes, fault) = await Files.ReadAsync(path, stop);
            if (bytes is null) files._faults.Add(fault!);
            else files.Add(path, bytes, tenant, space);
        }

        return files;
    }

    /// <summary>All objects as one text.</summary>
    public byte[] ToYaml() => [.. _documents.SelectMany(d => "---\n"u8.ToArray().Concat(CanonicalJson.Write(d.Document.Root)).Append((byte)'\n'))];

    /// <summary>Where a fault that the manager told is written; null where that is in none of the files.</summary>
    public string? PlaceOf(Fault fault)
    {
        if (_documents.FirstOrDefault(d => d.Document.Draft.Key.Local.ToString() == fault.Object) is not { File: { } file, Document: { } document }) return null;
        var at = document.PlaceOf(fault.Field);
        return $"{file}:{at.Line}:{at.Column}: ";
    }

    private void Add(string path, byte[] bytes, string tenant, string space)
    {
        var (objects, faults) = ObjectText.Read(bytes, tenant, space);
        _documents.AddRange(objects.Select(o => (path, o)));
        _faults.AddRange(faults.Select(f => $"{path}:{ByteText.Clean(f.ToString())}"));
    }

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json").Order(StringComparer.Ordinal)
        : [path];
}
