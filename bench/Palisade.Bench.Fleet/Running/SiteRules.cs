using System.Globalization;
using System.Text.Json;
using Palisade.Bench.Fleet.Processes;

namespace Palisade.Bench.Fleet.Running;

/// <summary>What protects the sites of a run.</summary>
/// <param name="Set">The rule set of the platform that they name, as a document; null for the built-in rules.</param>
/// <param name="Own">Whether each has exclusions of its own.</param>
internal sealed record SiteRules(string? Set, bool Own)
{
    /// <summary>By the word of the command line.</summary>
    public static SiteRules Of(string word, string crs) => word switch
    {
        "builtin" => new(null, Own: false),
        "builtin-own" => new(null, Own: true),
        "crs" => new(Crs(crs), Own: false),
        "crs-own" => new(Crs(crs), Own: true),
        _ => throw new FleetException($"--rules: '{word}' is none of builtin, builtin-own, crs, crs-own"),
    };

    /// <summary>A site with what it names.</summary>
    public string Site(string name, string domain, int number) =>
        SiteText.Site(name, domain, number, (Set is null ? "" : ", rule_set: {name: crs, tenant: system}") + (Own ? $", waf_exclusions: [{name}]" : ""));

    /// <summary>What is written once for a site.</summary>
    public IEnumerable<string> Beside(string name, int number) => Own ? [SiteText.Exclusions(name, number)] : [];

    private static string Crs(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "rules"))) throw new FleetException($"there is no Core Rule Set in {folder}; take --rules builtin");
        string[] setup = [Path.Combine(folder, "crs-setup.conf.example")];
        var rules = setup.Concat(Directory.EnumerateFiles(Path.Combine(folder, "rules"), "*.conf").Order(StringComparer.Ordinal)).Select(f => File(f, Path.GetFileName(f).Replace(".example", "", StringComparison.Ordinal)));
        var data = Directory.EnumerateFiles(Path.Combine(folder, "rules"), "*.data").Order(StringComparer.Ordinal).Select(f => File(f, Path.GetFileName(f)));
        return string.Create(CultureInfo.InvariantCulture, $"kind: rule_set\nmetadata: {{name: crs}}\nspec: {{paranoia: 1, rules: [{string.Join(", ", rules)}], data: [{string.Join(", ", data)}]}}\n");
    }

    private static string File(string path, string name) => $"{{name: {JsonSerializer.Serialize(name)}, text: {JsonSerializer.Serialize(System.IO.File.ReadAllText(path))}}}";
}
