using System.Globalization;
using Palisade.Configuration.Documents;
using Palisade.SecLang;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Policies.Reading;

/// <summary>
/// Reads the fields of one mapping. Every fault is noted with its place, and reading goes on; what nobody asked for is refused when the
/// reading is over, with what was asked for as the hint.
/// </summary>
public sealed class Fields
{
    private readonly string _file;
    private readonly YamlMappingNode _node;
    private readonly List<Diagnostic> _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private Fields(string file, YamlMappingNode node, string path, List<Diagnostic> faults) => (_file, _node, Path, _faults) = (file, node, path, faults);

    /// <summary>Where it is in its document, as <c>spec.routes[0]</c>; empty for the document itself.</summary>
    public string Path { get; }

    /// <summary>Reads a mapping whole: what <paramref name="read"/> did not ask for is refused.</summary>
    internal static T Read<T>(string file, YamlMappingNode node, string path, List<Diagnostic> faults, Func<Fields, T> read)
    {
        var fields = new Fields(file, node, path, faults);
        var result = read(fields);
        fields.RefuseRest();
        return result;
    }

    /// <summary>Whether a field is written. Asking makes it known.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    /// <summary>A text; null when the field is absent.</summary>
    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        YamlScalarNode { Value: { } text } node when !IsNull(node) => text,
        var other => Wrong<string>(other, name, "a text"),
    };

    /// <summary>A list of texts; null when the field is absent.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is not YamlSequenceNode list) return Wrong<string[]>(node, name, "a list");

        var texts = new List<string>(list.Children.Count);
        for (var i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is YamlScalarNode { Value: { } text } item && !IsNull(item)) texts.Add(text);
            else Refuse<string>(list.Children[i], FieldPath.Item(At(name), i), "a text");
        }

        return texts;
    }

    /// <summary>A list of texts; empty when the field is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? [];

    /// <summary>A whole number; null when the field is absent.</summary>
    public long? Number(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong<string>(node, name, "a whole number");
        return null;
    }

    /// <summary>A whole number that fits 32 bits; <paramref name="usual"/> when the field is absent. Larger ones become the largest, for the check to refuse.</summary>
    public int Number(string name, int usual) => Number(name) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : usual;

    /// <summary>A number with a fraction or without; null when the field is absent.</summary>
    public double? Fraction(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        Wrong<string>(node, name, "a number");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; <paramref name="usual"/> when the field is absent.</summary>
    public bool Flag(string name, bool usual = false)
    {
        if (Find(name) is not { } node) return usual;
        if (node is YamlScalarNode { Value: "true" }) return true;
        if (node is not YamlScalarNode { Value: "false" }) Wrong<string>(node, name, "true or false");
        return false;
    }

    /// <summary>A point in time (ISO 8601, UTC where no offset is written); null when the field is absent.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text }
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        Wrong<string>(node, name, "a point in time, such as 2027-01-31T00:00:00Z");
        return null;
    }

    /// <summary>One of the words of an enumeration, in any case, with <c>_</c> between the parts of a word (<c>NEXT_POLICY</c>); <paramref name="usual"/> when the field is absent.</summary>
    public T Choice<T>(string name, T usual)
        where T : struct, Enum => OptionalChoice<T>(name) ?? usual;

    /// <summary>The same; null when the field is absent.</summary>
    public T? OptionalChoice<T>(string name)
        where T : struct, Enum => Find(name) is { } node ? Choose<T>(node, At(name)) : null;

    /// <summary>A list of such words; empty when the field is absent.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } node) return [];
        if (node is not YamlSequenceNode list) return Wrong<T[]>(node, name, "a list") ?? [];

        return [.. list.Children.Select((child, i) => Choose<T>(child, FieldPath.Item(At(name), i))).OfType<T>()];
    }

    /// <summary>Pairs of texts; empty when the field is absent.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } node) return pairs;
        if (node is not YamlMappingNode map)
        {
            Wrong<string>(node, name, "a mapping");
            return pairs;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } k } && value is YamlScalarNode { Value: { } v } text && !IsNull(text)) pairs[k] = v;
            else Refuse<string>(value, FieldPath.Member(At(name), $"{key}"), "a text");
        }

        return pairs;
    }

    /// <summary>An inner mapping; null when the field is absent.</summary>
    public T? Mapping<T>(string name, Func<Fields, T> read)
        where T : class
    {
        if (Find(name) is not { } node) return null;
        return Inner(node, At(name), read);
    }

    /// <summary>A list of inner mappings; empty when the field is absent.</summary>
    public IReadOnlyList<T> Mappings<T>(string name, Func<Fields, T> read)
        where T : class
    {
        if (Find(name) is not { } node) return [];
        if (node is not YamlSequenceNode list) return Wrong<T[]>(node, name, "a list") ?? [];

        return [.. list.Children.Select((child, i) => Inner(child, FieldPath.Item(At(name), i), read)).OfType<T>()];
    }

    /// <summary>A choice by presence, as <c>any_ip: {}</c>: true when the field is written with an empty mapping.</summary>
    public bool Empty(string name)
    {
        if (Find(name) is not { } node) return false;
        if (node is not YamlMappingNode { Children.Count: 0 } && !IsNothing(node)) Wrong<string>(node, name, "{}: it has no fields");
        return true;
    }

    /// <summary>Refuses a field that operators know from elsewhere, with the reason, where it is written.</summary>
    public void Unsupported(string name, string reason)
    {
        if (Find(name) is { } node) Note(node, PolicyCodes.Unsupported, $"{At(name)} is not supported: {reason}");
    }

    /// <summary>Refuses more than one of these fields, and, if <paramref name="needed"/>, none.</summary>
    public void OneOf(bool needed, params string[] names)
    {
        var given = names.Where(Has).ToList();
        if (given.Count > 1) Note(Find(given[1])!, PolicyCodes.Exclusive, $"{At(given[1])} excludes {given[0]}", $"one of {string.Join(", ", names)}");
        if (given.Count == 0 && needed) Note(_node, PolicyCodes.Missing, $"{Here} needs one of {string.Join(", ", names)}");
    }

    /// <summary>Notes a fault at a field, or at the mapping where the field is absent.</summary>
    public void Fault(string name, string code, string message, string? hint = null) => Note(Find(name) ?? _node, code, $"{At(name)}: {message}", hint);

    private string Here => Path.Length == 0 ? "the document" : Path;

    private string At(string name) => FieldPath.Member(Path, name);

    private void RefuseRest()
    {
        foreach (var key in _node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && _asked.Contains(name)) continue;
            Note(key, PolicyCodes.Field, $"{At(key.ToString())}: there is no such field", string.Join(", ", _asked.Order(StringComparer.Ordinal)));
        }
    }

    private T? Choose<T>(YamlNode node, string at)
        where T : struct, Enum
    {
        var text = (node as YamlScalarNode)?.Value;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(text, Words.Of(value.ToString()), StringComparison.OrdinalIgnoreCase)) return value;
        }

        Note(node, PolicyCodes.Choice, $"{at}: there is no '{text}'", string.Join(", ", Enum.GetNames<T>().Select(Words.Of)));
        return null;
    }

    private T? Inner<T>(YamlNode node, string at, Func<Fields, T> read)
        where T : class =>
        node is YamlMappingNode map ? Read(_file, map, at, _faults, read)
        : IsNothing(node) ? Read(_file, new YamlMappingNode(), at, _faults, read)
        : Refuse<T>(node, at, "a mapping");

    // Written as nothing, or as the null that it becomes in JSON.
    private static bool IsNothing(YamlNode node) => node is YamlScalarNode scalar && (scalar.Value is "" or null || IsNull(scalar));

    // The word null is a text only between quotes.
    private static bool IsNull(YamlScalarNode node) => node is { Value: "null", Style: YamlDotNet.Core.ScalarStyle.Plain };

    private string Missing(string name, string usual)
    {
        Note(_node, PolicyCodes.Missing, $"{At(name)} is missing");
        return usual;
    }

    private T? Wrong<T>(YamlNode node, string name, string wanted)
        where T : class => Refuse<T>(node, At(name), wanted);

    private T? Refuse<T>(YamlNode node, string at, string wanted)
        where T : class
    {
        Note(node, PolicyCodes.Type, $"{at} is not {wanted}");
        return null;
    }

    private void Note(YamlNode at, string code, string message, string? hint = null) =>
        _faults.Add(new(PolicyDocument.At(_file, at.Start), DiagnosticSeverity.Error, code, message, hint));

    private YamlNode? Find(string name)
    {
        _asked.Add(name);
        return _node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }
}
