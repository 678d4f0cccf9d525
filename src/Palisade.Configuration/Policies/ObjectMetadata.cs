namespace Palisade.Configuration.Policies;

/// <summary>What an object is called, and what is said about it.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Unique among the objects of its kind: 1 to 128 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>For people. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Labels, by which selectors find the object; keys and values as in Kubernetes. Default none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (!IsName(Name)) yield return new($"{at}.name", $"'{Name}' is not a name: 1 to 128 letters, digits, '-', '_' and '.'.");
        foreach (var fault in LabelText.Check($"{at}.labels", Labels)) yield return fault;
    }

    /// <summary>Whether <paramref name="text"/> may be the name of an object.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
