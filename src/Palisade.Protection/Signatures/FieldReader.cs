using System.Globalization;
using Palisade.SecLang;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>Reads the fields of one mapping.</summary>
internal sealed class FieldReader(string file, YamlMappingNode node, List<Diagnostic> faults)
{
    public void Fault(YamlNode at, string code, string message, string? hint = null) =>
        faults.Add(new(SignatureFile.At(file, at.Start), DiagnosticSeverity.Error, code, message, hint));

    public bool Has(string name) => node.Children.ContainsKey(new YamlScalarNode(name));

    public void RefuseOthers(string[] known)
    {
        foreach (var key in node.Children.Keys.Where(k => k is not YamlScalarNode { Value: { } name } || !known.Contains(name)))
            Fault(key, "PR0018", $"There is no field '{key}' here", string.Join(", ", known));
    }

    public string Text(string name)
    {
        if (Find(name) is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Fault(Find(name) ?? node, "PR0019", $"'{name}' is missing or no text");
        return "";
    }

    public long Number(string name)
    {
        if (long.TryParse((Find(name) as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        Fault(Find(name) ?? node, "PR0020", $"'{name}' is missing or no number above 0");
        return 0;
    }

    public int Number(string name, int most)
    {
        if (int.TryParse((Find(name) as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        Fault(Find(name) ?? node, "PR0020", $"'{name}' is no number from 1 to {most}");
        return 1;
    }

    /// <summary>A day as <c>2026-11-25</c>; null when the field is not there, or said to be wrong.</summary>
    public DateOnly? Date(string name)
    {
        if (Find(name) is not { } found) return null;
        if (DateOnly.TryParseExact((found as YamlScalarNode)?.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fault(found, "PR0030", $"'{name}' is no day", "write it as 2026-11-25");
        return null;
    }

    public T Choice<T>(string name)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>((Find(name) as YamlScalarNode)?.Value, ignoreCase: true, out var choice) && Enum.IsDefined(choice)) return choice;
        Fault(Find(name) ?? node, "PR0021", $"'{name}' is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return default;
    }

    public IEnumerable<YamlNode> List(string name)
    {
        if (Find(name) is null) return [];
        if (Find(name) is YamlSequenceNode list) return list.Children;
        Fault(Find(name)!, "PR0022", $"'{name}' is a list");
        return [];
    }

    public IReadOnlyList<string> Texts(string name) => [.. List(name).OfType<YamlScalarNode>().Select(s => s.Value ?? "")];

    public FieldReader? Mapping(string name) => Find(name) is YamlMappingNode inner ? new(file, inner, faults) : null;

    public IReadOnlyList<(string Name, string Value)> Pairs(string name)
    {
        if (Find(name) is null) return [];
        if (Find(name) is YamlMappingNode pairs && pairs.Children.All(p => p is { Key: YamlScalarNode, Value: YamlScalarNode }))
            return [.. pairs.Children.Select(p => (((YamlScalarNode)p.Key).Value ?? "", ((YamlScalarNode)p.Value).Value ?? ""))];
        Fault(Find(name)!, "PR0026", $"'{name}' is a mapping of names to texts");
        return [];
    }

    /// <summary>The value of a field; null when it is not there.</summary>
    public YamlNode? Find(string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
}
