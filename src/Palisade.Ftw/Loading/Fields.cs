using System.Globalization;
using Palisade.Ftw.Model;
using Palisade.Ftw.Yaml;

namespace Palisade.Ftw.Loading;

/// <summary>
/// Reads the named values of one mapping. A value of the wrong kind is a fault, a name that nobody asked for is a
/// warning: a misspelt expectation must not pass for one that holds.
/// </summary>
internal sealed class Fields(YamlMapping mapping, string file, List<Fault> faults, List<Fault> warnings)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Where the mapping begins.</summary>
    public SourceLine At => new(file, mapping.Line);

    /// <summary>Wraps a node that must be a mapping; null, with a fault, when it is another thing.</summary>
    public static Fields? Of(YamlNode? node, string name, string file, List<Fault> faults, List<Fault> warnings)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return new(mapping, file, faults, warnings);
            case null or YamlScalar { IsNull: true }:
                return null;
            default:
                faults.Add(new(new(file, node.Line), $"'{name}' must be a mapping"));
                return null;
        }
    }

    /// <summary>The raw value; null when absent or empty.</summary>
    public YamlNode? Node(string name)
    {
        _asked.Add(name);
        return mapping.Find(name) is { } node and not YamlScalar { IsNull: true } ? node : null;
    }

    /// <summary>Marks names as known whose values do not matter to a run.</summary>
    public void Known(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) _asked.Add(name);
    }

    /// <summary>A mapping inside this one.</summary>
    public Fields? Mapping(string name) => Of(Node(name), name, file, faults, warnings);

    /// <summary>Text as written.</summary>
    public string? Text(string name)
    {
        switch (Node(name))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar.Text;
            case var node:
                Wrong(node, name, "text");
                return null;
        }
    }

    /// <summary>A whole number within limits.</summary>
    public long? Number(string name, long least, long most) =>
        Node(name) is { } node ? ToNumber(node, name, least, most) : null;

    /// <summary>A truth value, in any spelling of YAML 1.1 or 1.2.</summary>
    public bool? Truth(string name)
    {
        if (Node(name) is not { } node) return null;
        switch ((node as YamlScalar)?.Text.ToLowerInvariant())
        {
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                Wrong(node, name, "true or false");
                return null;
        }
    }

    /// <summary>A list of whole numbers; a single one stands for a list of one.</summary>
    public IReadOnlyList<long> Numbers(string name, long least, long most) =>
        [.. Items(name).Select(node => ToNumber(node, name, least, most)).OfType<long>()];

    /// <summary>A list of texts; a single one stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var node in Items(name))
        {
            if (node is YamlScalar scalar) texts.Add(scalar.Text);
            else Wrong(node, name, "a list of texts");
        }

        return texts;
    }

    /// <summary>The members of a list, or the value itself when it is none.</summary>
    public IReadOnlyList<YamlNode> Items(string name) => Node(name) switch
    {
        null => [],
        YamlSequence sequence => sequence.Items,
        var node => [node],
    };

    /// <summary>Says that a value cannot be used.</summary>
    public void Wrong(YamlNode node, string name, string wanted) =>
        faults.Add(new(new(file, node.Line), $"'{name}' must be {wanted}"));

    /// <summary>Warns about every name that was not asked for.</summary>
    public void WarnOfOthers(string where)
    {
        foreach (var entry in mapping.Entries.Where(e => !_asked.Contains(e.Key)))
        {
            warnings.Add(new(new(file, entry.Line), $"unknown key '{entry.Key}' in {where}"));
        }
    }

    private long? ToNumber(YamlNode node, string name, long least, long most)
    {
        if (node is YamlScalar scalar &&
            long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) &&
            number >= least && number <= most)
        {
            return number;
        }

        Wrong(node, name, $"a whole number from {least} to {most}");
        return null;
    }
}
