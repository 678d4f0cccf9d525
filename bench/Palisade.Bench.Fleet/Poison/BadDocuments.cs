using System.Text;

namespace Palisade.Bench.Fleet.Poison;

/// <summary>Text that is no good document, and documents that are no good objects.</summary>
internal static class BadDocuments
{
    private const string Pool = "kind: origin_pool\nmetadata: {name: bad}\nspec: {endpoints: [{address: 127.0.0.1, port: 80}]}\n";

    /// <summary>All of them.</summary>
    public static IEnumerable<Dose> All =>
    [
        new("bytes that are not UTF-8", Fate.Refused, "UTF-8", _ => [.. "kind: site\nmetadata: {name: a}\nspec: {domains: ["u8, 0xFF, 0xFE, 0xC0, 0xAF, .. "]}\n"u8]),
        Dose.Json("a name twice in a mapping", Fate.Refused, "twice", """[{"kind": "site", "metadata": {"name": "a", "name": "b"}, "spec": {}}]"""),
        Dose.Json("JSON that ends too early", Fate.Refused, "line", """[{"kind": "site", "metadata": {"name": "a"}, "spec": {"domains": ["""),
        Dose.Json("half a surrogate pair", Fate.Refused, "", """[{"kind": "site", "metadata": {"name": "a"}, "spec": {"domains": ["\ud800.example"]}}]"""),
        Dose.Json("100,000 lists in each other", Fate.Refused, "", new string('[', 100_000) + new string(']', 100_000)),
        Dose.Yaml("100,000 YAML mappings in each other", Fate.Refused, "", string.Concat(Enumerable.Repeat("{a: ", 100_000)) + "1" + new string('}', 100_000)),
        Dose.Yaml("a billion laughs", Fate.Refused, "", Laughs),
        Dose.Yaml("an alias in itself", Fate.Refused, "", "kind: site\nmetadata: {name: a}\nspec: &a {routes: [*a]}\n"),
        Dose.Yaml("a YAML tag that makes an object", Fate.Refused, "", "kind: site\nmetadata: {name: !!python/object/apply:os.system ['id']}\nspec: {}\n"),
        Dose.Json("a list of a million numbers", Fate.Refused, "", "[{\"kind\": \"site\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"domains\": [" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]}}]"),
        Dose.Yaml("20,001 documents", Fate.Refused, "20", string.Join("---\n", Enumerable.Range(0, 20_001).Select(i => $"kind: origin_pool\nmetadata: {{name: p{i}}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: 80}}]}}\n"))),
        Dose.Yaml("a number that no port is", Fate.Refused, "spec.endpoints[0].port", Pool.Replace("80", "70000", StringComparison.Ordinal)),
        Dose.Yaml("a number that no number is", Fate.Refused, "spec.endpoints[0].port", Pool.Replace("80", "1e999", StringComparison.Ordinal)),
        Dose.Yaml("a number of a million digits", Fate.Refused, "port", Pool.Replace("80", new string('9', 1_000_000), StringComparison.Ordinal)),
        Dose.Yaml("a number where a list belongs", Fate.Refused, "spec.domains", "kind: site\nmetadata: {name: a}\nspec: {domains: 7}\n"),
        Dose.Yaml("a list where a mapping belongs", Fate.Refused, "spec", "kind: site\nmetadata: {name: a}\nspec: [1, 2]\n"),
        Dose.Yaml("nothing where an object belongs", Fate.Refused, "", "kind: site\nmetadata: null\nspec: null\n"),
        Dose.Yaml("a kind that there is not", Fate.Refused, "kind", "kind: shell\nmetadata: {name: a}\nspec: {}\n"),
        Dose.Yaml("a field that there is not", Fate.Refused, "spec.exec", "kind: site\nmetadata: {name: a}\nspec: {exec: id}\n"),
        Dose.Yaml("a name that leads out of a folder", Fate.Refused, "metadata.name", "kind: site\nmetadata: {name: '../../../etc/cron.d/a'}\nspec: {}\n"),
        Dose.Yaml("a name of a megabyte", Fate.Refused, "metadata.name", $"kind: site\nmetadata: {{name: {new string('a', 1 << 20)}}}\nspec: {{}}\n"),
        Dose.Yaml("a label of a megabyte", Fate.Refused, "metadata.labels", $"kind: site\nmetadata: {{name: a, labels: {{tier: {new string('a', 1 << 20)}}}}}\nspec: {{}}\n"),
        Dose.Yaml("an annotation of five megabytes", Fate.Refused, "metadata.annotations", $"kind: site\nmetadata: {{name: a, annotations: {{team: {new string('a', 5 << 20)}}}}}\nspec: {{}}\n"),
        new("20 MB of one object", Fate.Refused, "", _ => Encoding.UTF8.GetBytes($"kind: site\nmetadata: {{name: a}}\nspec: {{maintenance: {{html: '{new string('x', 20 << 20)}'}}}}\n")),
    ];

    private static string Laughs =>
        "kind: site\nmetadata: {name: a}\nspec:\n  a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        + string.Concat(Enumerable.Range(1, 10).Select(i => $"  a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
}
