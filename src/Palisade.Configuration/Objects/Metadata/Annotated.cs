using Palisade.Configuration.Documents;
using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Objects.Metadata;

/// <summary>What is said about an object, besides its name and its spec.</summary>
public sealed record Annotated
{
    /// <summary>Most labels of one object.</summary>
    public const int MostLabels = 64;

    /// <summary>Longest keys and values of all annotations together, in characters; 256 Ki, as in Kubernetes.</summary>
    public const int LongestAnnotations = 256 * 1024;

    /// <summary>Longest description, in characters.</summary>
    public const int LongestDescription = 4096;

    private static readonly IReadOnlyDictionary<string, string> None = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By these selectors find the object; keys and values as in Kubernetes. Default none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = None;

    /// <summary>Notes of programs, which nothing here reads. Default none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = None;

    /// <summary>For people. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the object is kept, but not delivered. Default false.</summary>
    public bool Disable { get; init; }

    /// <summary>Reads the fields that are not the object's name.</summary>
    public static Annotated Read(Fields fields) => new()
    {
        Labels = fields.Pairs("labels"),
        Annotations = fields.Pairs("annotations"),
        Description = fields.OptionalText("description") ?? "",
        Disable = fields.Flag("disable"),
    };

    /// <summary>As a mapping in which defaults are left out, for <see cref="CanonicalJson"/>.</summary>
    public Node ToNode()
    {
        var members = new List<KeyValuePair<string, Node>>();
        if (Labels.Count > 0) members.Add(new("labels", Map(Labels)));
        if (Annotations.Count > 0) members.Add(new("annotations", Map(Annotations)));
        if (Description.Length > 0) members.Add(new("description", Node.OfText(Description)));
        if (Disable) members.Add(new("disable", Node.OfFlag(value: true)));
        return Node.OfMap(members);
    }

    /// <summary>Every fault, with <paramref name="at"/> as the path of the record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Labels.Count > MostLabels) yield return new($"{at}.labels", $"There are {Labels.Count} labels; {MostLabels} are taken.");
        foreach (var fault in LabelText.Check($"{at}.labels", Labels)) yield return fault;
        foreach (var key in Annotations.Keys)
        {
            if (!LabelText.IsKey(key)) yield return new($"{at}.annotations", "A key is up to 63 letters, digits, '-', '_' and '.', with a DNS name and '/' before them or not.");
        }

        if (Annotations.Sum(a => (long)a.Key.Length + a.Value.Length) > LongestAnnotations) yield return new($"{at}.annotations", $"Together they have more than {LongestAnnotations} characters.");
        if (Description.Length > LongestDescription) yield return new($"{at}.description", $"It has more than {LongestDescription} characters.");
    }

    private static Node Map(IReadOnlyDictionary<string, string> pairs) => Node.OfMap(pairs.Select(p => KeyValuePair.Create(p.Key, Node.OfText(p.Value))));
}
