using System.Collections.Concurrent;
using System.Text.Json;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>The files of cases, anywhere below one folder.</summary>
internal static class CaseFiles
{
    private const string Variable = "PALISADE_CONFORMANCE_DIR";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ConformanceCase>> Cases = new(StringComparer.Ordinal);

    /// <summary>The folder that the environment names, or the one beside the project; null when there is none.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Existing(named) : Beside();

    /// <summary>Every JSON file below the folder, in order of name.</summary>
    public static IReadOnlyList<string> Find(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    /// <summary>The cases of one file in its order; those of neither format are left out.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static IReadOnlyList<ConformanceCase> Load(string path) => Cases.GetOrAdd(path, static file => [.. Read(file)]);

    /// <summary>The folder, from that of the case file upwards, below which a data file exists: ModSecurity's cases name theirs from its test folder.</summary>
    public static string FolderOf(string file, string data)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (data.Length is 0 or > 200) return own;
        for (var folder = own; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, data.Replace("\0", "", StringComparison.Ordinal)))) return folder;
        }

        return own;
    }

    private static IEnumerable<ConformanceCase> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
        if (document.RootElement.ValueKind is not JsonValueKind.Array) yield break;
        var number = 0;
        foreach (var json in document.RootElement.EnumerateArray())
        {
            if (Read(file, ++number, json) is { } read) yield return read;
        }
    }

    private static ConformanceCase? Read(string file, int number, JsonElement json)
    {
        try
        {
            if (UnitCase.Is(json)) return UnitCase.Read(file, number, json);
            return RegressionCase.Is(json) ? RegressionCase.Read(file, number, json) : null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new BrokenCase(file, $"case {number}", fault.Message);
        }
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;

    private static string? Beside()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var cases = Path.Combine(folder, "shared", "seclang-conformance");
            if (Directory.Exists(cases)) return cases;
        }

        return null;
    }
}
