namespace Palisade.Protection.Rules;

/// <summary>A folder of SecLang as people have it, and the order in which its files are loaded.</summary>
/// <remarks>
/// Found by themselves: a Core Rule Set checkout (<c>crs-setup.conf</c> or <c>crs-setup.conf.example</c>, then
/// <c>rules/*.conf</c>), Debian's modsecurity-crs (<c>owasp-crs.load</c>, whose Includes name the rest), an engine
/// configuration (<c>modsecurity.conf</c>), and a plain folder of <c>*.conf</c> files.
/// </remarks>
/// <param name="Setup">Files loaded first: engine configuration and set-up.</param>
/// <param name="Rules">The rules, in ordinal order of their names.</param>
public sealed record RuleFolder(IReadOnlyList<string> Setup, IReadOnlyList<string> Rules)
{
    private static readonly string[] EngineFiles = ["modsecurity.conf", "coraza.conf"];
    private static readonly string[] SetupFiles = ["crs-setup.conf", "crs-setup.conf.example"];

    /// <summary>Whether a file is loaded before the rules by its name.</summary>
    public static bool IsSetup(string name) => EngineFiles.Contains(name, StringComparer.Ordinal) || SetupFiles.Contains(name, StringComparer.Ordinal);

    /// <summary>Looks what a folder is.</summary>
    /// <returns>The files, or what is wrong in one line.</returns>
    public static (RuleFolder? Folder, string? Error) Open(string path)
    {
        if (File.Exists(path)) return (new([], [path]), null);
        if (!Directory.Exists(path)) return (null, $"There is no folder '{path}'");
        try
        {
            return Read(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"The folder '{path}' cannot be read: {fault.Message}");
        }
    }

    private static (RuleFolder? Folder, string? Error) Read(string path)
    {
        var load = Path.Combine(path, "owasp-crs.load");
        if (File.Exists(load)) return (new([.. First(path, EngineFiles)], [load]), null);

        List<string> setup = [.. First(path, EngineFiles), .. First(path, SetupFiles)];
        var nested = Path.Combine(path, "rules");
        var from = Directory.Exists(nested) ? nested : path;
        var rules = Directory.EnumerateFiles(from, "*.conf")
            .Where(f => !setup.Contains(f))
            .Order(StringComparer.Ordinal)
            .ToList();
        return rules.Count == 0 && setup.Count == 0
            ? (null, $"The folder '{path}' holds no rules: neither *.conf files nor a folder rules/ with some")
            : (new(setup, rules), null);
    }

    private static IEnumerable<string> First(string folder, string[] names) =>
        names.Select(n => Path.Combine(folder, n)).Where(File.Exists).Take(1);
}
