namespace Palisade.Configuration.Policies;

/// <summary>The labels that every client has without anybody's giving them, where the databases know: where it is, and whose network it is in.</summary>
public static class ClientLabels
{
    /// <summary>Two letters in capitals (ISO 3166-1), such as <c>DE</c>.</summary>
    public const string Country = "geo.palisade/country";

    /// <summary>Country and first subdivision (ISO 3166-2), such as <c>US-CA</c>.</summary>
    public const string Region = "geo.palisade/region";

    /// <summary>Two letters: AF, AN, AS, EU, NA, OC or SA.</summary>
    public const string Continent = "geo.palisade/continent";

    /// <summary>The number of the autonomous system, such as <c>64500</c>.</summary>
    public const string Asn = "geo.palisade/asn";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Country, Region, Continent, Asn];

    /// <summary>Faults of selectors over clients: of their syntax, and keys that no client ever has.</summary>
    public static IEnumerable<ConfigFault> Check(string at, IReadOnlyList<string> expressions)
    {
        foreach (var fault in LabelSelector.Check(at, expressions)) yield return fault;
        for (var i = 0; i < expressions.Count; i++)
        {
            foreach (var requirement in LabelSelector.Parse(expressions[i]).Selector?.Requirements ?? [])
            {
                if (!All.Contains(requirement.Key)) yield return new($"{at}[{i}]", $"No client has a label '{requirement.Key}': there are {string.Join(", ", All)}.");
            }
        }
    }
}
