using System.Text;
using System.Xml;
using YamlDotNet.RepresentationModel;

namespace Palisade.Detection.Tests.Shared;

/// <summary>One stage of a CRS regression test that says whether some rule must, or must not, find something.</summary>
internal sealed record CrsStage(string Name, int RuleId, bool Expected, string Uri, string? Data, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The path as sent, without the query.</summary>
    public string FileName => Uri.Split('?', 2)[0];

    public string BaseName => FileName[(FileName.LastIndexOf('/') + 1)..];

    /// <summary>Names and values of arguments and cookies, and the texts and attributes of an XML body.</summary>
    public IEnumerable<string> Arguments()
    {
        var isXml = Header("Content-Type") is { } type && type.Contains("xml", StringComparison.Ordinal);
        foreach (var value in RequestValues.Of(Uri, Header("Content-Type"), isXml ? null : Data)) yield return value;
        foreach (var part in Header("Cookie")?.Split(';') ?? [])
        {
            foreach (var side in part.Trim().Split('=', 2)) yield return side;
        }

        if (!isXml || Data is null) yield break;
        foreach (var value in XmlValues(Data)) yield return value;
    }

    private static List<string> XmlValues(string body)
    {
        var values = new List<string>();
        using var reader = XmlReader.Create(new StringReader(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) values.Add(reader.Value);
                while (reader.NodeType is XmlNodeType.Element or XmlNodeType.Attribute && reader.MoveToNextAttribute()) values.Add(reader.Value);
            }
        }
        catch (XmlException)
        {
            // A test's body may be malformed on purpose: what was read up to there counts.
        }

        return values;
    }
}

/// <summary>Reads the CRS regression tests (go-ftw's YAML).</summary>
internal static class CrsTests
{
    public static IEnumerable<CrsStage> About(string folder, params int[] rules)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file, Encoding.UTF8);
            if (!rules.Any(rule => text.Contains($"{rule}", StringComparison.Ordinal))) continue;
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            foreach (var stage in Stages((YamlMappingNode)yaml.Documents[0].RootNode, rules)) yield return stage;
        }
    }

    private static IEnumerable<CrsStage> Stages(YamlMappingNode file, int[] rules)
    {
        foreach (var test in ((YamlSequenceNode)file["tests"]).Cast<YamlMappingNode>())
        {
            foreach (var stage in ((YamlSequenceNode)test["stages"]).Cast<YamlMappingNode>())
            {
                if (Child(stage, "output") is not { } output || Child(output, "log") is not { } log) continue;
                foreach (var rule in rules)
                {
                    var expected = Holds(log, "expect_ids", rule);
                    if (!expected && !Holds(log, "no_expect_ids", rule)) continue;
                    yield return Stage($"{file["rule_id"]}-{test["test_id"]}", rule, expected, (YamlMappingNode)stage["input"]);
                }
            }
        }
    }

    private static CrsStage Stage(string name, int rule, bool expected, YamlMappingNode input)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Child(input, "headers") is { } map)
        {
            foreach (var (key, value) in map.Children) headers[Text(key)!] = Widen(Text(value)!);
        }

        return new CrsStage(name, rule, expected, Widen(Text(input, "uri") ?? "/"), Text(input, "data") is { } data ? Widen(data) : null, headers);
    }

    private static YamlMappingNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child as YamlMappingNode : null;

    private static bool Holds(YamlMappingNode log, string key, int rule) =>
        log.Children.TryGetValue(key, out var ids) && ((YamlSequenceNode)ids).Any(id => Text(id) == $"{rule}");

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? Text(value) : null;

    private static string? Text(YamlNode node) => ((YamlScalarNode)node).Value;

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
