using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Bots;

/// <summary>Reads the fields of one mapping of a bot file and notes every fault with its place.</summary>
internal sealed class BotFields(string file, YamlMappingNode node, List<Diagnostic> faults)
{
    /// <summary>Where the mapping begins.</summary>
    public Place At => PlaceOf(file, node.Start);

    /// <summary>A place in YAML, which counts as we do.</summary>
    public static Place PlaceOf(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    /// <summary>Notes a fault at a field, or at the mapping where the field is missing.</summary>
    public void Fault(string field, string code, string message, string? hint = null) => Fault(Find(field) ?? node, code, message, hint);

    /// <summary>Notes a fault at a node.</summary>
    public void Fault(YamlNode at, string code, string message, string? hint = null) =>
        faults.Add(new(PlaceOf(file, at.Start), DiagnosticSeverity.Error, code, message, hint));

    /// <summary>Notes each field that is not among those known.</summary>
    public void RefuseOthers(params string[] known)
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name, StringComparer.Ordinal)) Fault(key, "PR0302", $"There is no field '{key}' here", string.Join(", ", known));
        }
    }

    /// <summary>The text of a field; null where it is absent.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } found) return null;
        if (found is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Fault(found, "PR0303", $"'{name}' is no text");
        return null;
    }

    /// <summary>The value that a field's word stands for; null where it is absent or no such word exists.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(name) is not { } text) return null;
        if (words.TryGetValue(text, out var value)) return value;
        Fault(name, "PR0304", $"There is no {name} '{text}'", string.Join(", ", words.Keys.Order(StringComparer.Ordinal)));
        return null;
    }

    /// <summary>The texts of a list, each with its node; a single text is a list of one.</summary>
    public IEnumerable<(string Text, YamlNode At)> Texts(string name)
    {
        foreach (var item in Items(name))
        {
            if (item is YamlScalarNode { Value: { Length: > 0 } text }) yield return (text, item);
            else Fault(item, "PR0303", $"Each of '{name}' is a text");
        }
    }

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<BotFields> Mappings(string name)
    {
        foreach (var item in Items(name))
        {
            if (item is YamlMappingNode mapping) yield return new(file, mapping, faults);
            else Fault(item, "PR0303", $"Each of '{name}' is a mapping");
        }
    }

    /// <summary>The mapping in a field; null where it is absent.</summary>
    public BotFields? Mapping(string name)
    {
        if (Find(name) is not { } found) return null;
        if (found is YamlMappingNode inner) return new(file, inner, faults);
        Fault(found, "PR0303", $"'{name}' is no mapping");
        return null;
    }

    private IEnumerable<YamlNode> Items(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var single => [single],
    };

    private YamlNode? Find(string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
}
