using System.Globalization;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>JSON as clients of the v1 interface write and read it: numbers and flags may be texts.</summary>
internal static class V1Json
{
    /// <summary>A mapping.</summary>
    public static Node Map(params IEnumerable<(string Name, Node Value)> members) => Node.OfMap(members.Select(m => KeyValuePair.Create(m.Name, m.Value)));

    /// <summary>A text of a mapping; null when it is absent or null.</summary>
    public static string? Text(Node body, string name) => body[name] switch
    {
        null or { Kind: NodeKind.Nothing } => null,
        { Kind: NodeKind.Text or NodeKind.Number or NodeKind.Flag } node => node.Value,
        _ => throw V1Refused.Invalid($"'{name}' is not a text."),
    };

    /// <summary>A flag of a mapping, as JSON or as a word; null when it is absent.</summary>
    public static bool? Flag(Node body, string name) => Text(body, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw V1Refused.Invalid($"'{name}' is not true or false."),
    };

    /// <summary>A number, from JSON or a text.</summary>
    public static int Number(string text, string name, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw V1Refused.Invalid($"'{name}' is not a whole number in {least} to {most}.");

    /// <summary>Ports, as numbers, as texts, or between commas.</summary>
    public static IReadOnlyList<int> Ports(Node? list, string name) => list switch
    {
        null or { Kind: NodeKind.Nothing } => [],
        { Kind: NodeKind.List } => [.. list.Items.Select(i => Number(i.Value, name, 1, 65_535)).Distinct()],
        _ => [.. list.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => Number(p, name, 1, 65_535)).Distinct()],
    };

    /// <summary>A list of texts as JSON.</summary>
    public static Node Texts(IEnumerable<string> texts) => Node.OfList([.. texts.Select(t => Node.OfText(t))]);

    /// <summary>A list of numbers as JSON.</summary>
    public static Node Numbers(IEnumerable<int> numbers) => Node.OfList([.. numbers.Select(n => Node.OfNumber(n.ToString(CultureInfo.InvariantCulture)))]);
}
