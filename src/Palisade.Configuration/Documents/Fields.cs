using System.Globalization;

namespace Palisade.Configuration.Documents;

/// <summary>
/// Reads the fields of one mapping, strictly: every fault is noted with the path of its field, and reading goes on; what nobody asked for is
/// refused when the reading is over, with what was asked for.
/// </summary>
public sealed class Fields
{
    private readonly Node _node;
    private readonly List<ConfigFault> _faults;
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    private Fields(Node node, string path, List<ConfigFault> faults) => (_node, Path, _faults) = (node, path, faults);

    /// <summary>Where it is in its document, as <c>spec.routes[0]</c>; empty for the document itself.</summary>
    public string Path { get; }

    /// <summary>Reads a mapping whole: what <paramref name="read"/> did not ask for is refused. Something else than a mapping is a fault, and read as an empty one.</summary>
    public static T Read<T>(Node node, string path, List<ConfigFault> faults, Func<Fields, T> read)
    {
        if (node.Kind is not NodeKind.Map and not NodeKind.Nothing) faults.Add(new(path, "It is not a mapping."));
        var fields = new Fields(node.Kind is NodeKind.Map ? node : Node.EmptyMap, path, faults);
        var result = read(fields);
        fields.RefuseRest();
        return result;
    }

    /// <summary>Whether a field is written. Asking makes it known.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The field as it is; null when it is absent.</summary>
    public Node? Raw(string name) => Find(name);

    /// <summary>A text that must be there.</summary>
    public string Text(string name)
    {
        if (!Has(name)) Fault(name, "It is missing.");
        return OptionalText(name) ?? "";
    }

    /// <summary>A text; null when the field is absent. A number or a flag is taken as it is written, since YAML needs no quotes.</summary>
    public string? OptionalText(string name) => Find(name) is { } node ? AsText(node, At(name)) : null;

    /// <summary>A list of texts; null when the field is absent.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name) => Find(name) is { } node ? Each(node, name, AsText) : null;

    /// <summary>A list of texts; empty when the field is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? [];

    /// <summary>A whole number in a range; <paramref name="usual"/> when the field is absent.</summary>
    public int Number(string name, int usual, int least, int most) => Number(name, least, most) ?? usual;

    /// <summary>A whole number in a range; null when the field is absent.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } node) return null;
        if (node.Kind is NodeKind.Number && int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(name, $"{Shown(node)} is not a whole number in {least} to {most}.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; <paramref name="usual"/> when the field is absent.</summary>
    public bool Flag(string name, bool usual = false)
    {
        if (Find(name) is not { } node) return usual;
        if (node.Kind is NodeKind.Flag) return node.Value is "true";
        Fault(name, $"{Shown(node)} is not true or false.");
        return usual;
    }

    /// <summary>One of the words of an enumeration, in any case, with <c>_</c> between the parts of a word (<c>least_requests</c>); <paramref name="usual"/> when the field is absent.</summary>
    public T Choice<T>(string name, T usual)
        where T : struct, Enum => OptionalChoice<T>(name) ?? usual;

    /// <summary>The same; null when the field is absent.</summary>
    public T? OptionalChoice<T>(string name)
        where T : struct, Enum => Find(name) is { } node ? Choose<T>(node, At(name)) : null;

    /// <summary>A list of such words; empty when the field is absent.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum => Find(name) is { } node ? [.. Each(node, name, Choose<T>).OfType<T>()] : [];

    /// <summary>Pairs of texts; empty when the field is absent.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        if (Find(name) is not { } node) return new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.Kind is not NodeKind.Map and not NodeKind.Nothing) Fault(name, "It is not a mapping.");
        return node.Members.ToDictionary(m => m.Key, m => AsText(m.Value, FieldPath.Member(At(name), m.Key)) ?? "", StringComparer.Ordinal);
    }

    /// <summary>An inner mapping; null when the field is absent.</summary>
    public T? Mapping<T>(string name, Func<Fields, T> read)
        where T : class => Find(name) is { } node ? Read(node, At(name), _faults, read) : null;

    /// <summary>A list of inner mappings; empty when the field is absent.</summary>
    public IReadOnlyList<T> Mappings<T>(string name, Func<Fields, T> read)
        where T : class => Find(name) is { } node ? Each(node, name, (item, at) => Read(item, at, _faults, read)) : [];

    /// <summary>Refuses more than one of these fields, and, if <paramref name="needed"/>, none.</summary>
    public void OneOf(bool needed, params string[] names)
    {
        var given = names.Where(Has).ToList();
        if (given.Count > 1) Fault(given[1], $"It excludes {given[0]}: one of {string.Join(", ", names)} is taken.");
        if (given.Count == 0 && needed) _faults.Add(new(Path, $"One of {string.Join(", ", names)} is needed."));
    }

    /// <summary>Notes a fault at a field.</summary>
    public void Fault(string name, string message) => _faults.Add(new(At(name), message));

    /// <summary>Notes faults of values that check themselves.</summary>
    public void Add(IEnumerable<ConfigFault> faults) => _faults.AddRange(faults);

    /// <summary>The path of a field.</summary>
    public string At(string name) => FieldPath.Member(Path, name);

    private static string Shown(Node node) => node.Kind is NodeKind.Map ? "A mapping" : node.Kind is NodeKind.List ? "A list" : node.Kind is NodeKind.Nothing ? "Nothing" : $"'{Cut(node.Value)}'";

    private static string Cut(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private void RefuseRest()
    {
        foreach (var (name, _) in _node.Members)
        {
            if (!_asked.Contains(name)) _faults.Add(new(At(name), $"There is no such field; there are {string.Join(", ", _asked)}."));
        }
    }

    private List<T> Each<T>(Node node, string name, Func<Node, string, T?> read)
    {
        if (node.Kind is not NodeKind.List) Fault(name, "It is not a list.");
        return [.. node.Items.Select((item, i) => read(item, FieldPath.Item(At(name), i))).OfType<T>()];
    }

    private string? AsText(Node node, string at)
    {
        if (node.Kind is NodeKind.Text or NodeKind.Number or NodeKind.Flag) return node.Value;
        _faults.Add(new(at, $"{Shown(node)} is not a text."));
        return null;
    }

    private T? Choose<T>(Node node, string at)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (node.Kind is NodeKind.Text && string.Equals(node.Value, Word.Of(value), StringComparison.OrdinalIgnoreCase)) return value;
        }

        _faults.Add(new(at, $"There is no {Shown(node)}; there are {string.Join(", ", Enum.GetValues<T>().Select(Word.Of))}."));
        return null;
    }

    private Node? Find(string name)
    {
        _asked.Add(name);
        return _node[name];
    }
}
