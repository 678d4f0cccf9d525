using System.Globalization;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>What is done about something that rules name. The strongest of all policies holds.</summary>
internal enum Response
{
    /// <summary>It is not looked for.</summary>
    Off,

    /// <summary>It is looked for, and nobody is refused.</summary>
    Report,

    /// <summary>Who does it is refused.</summary>
    Block,
}

/// <summary>One rule of a policy that is made of named rules.</summary>
internal readonly record struct PolicyRule(string Name, Response Response, Node Parameters)
{
    /// <summary>The rules of a policy.</summary>
    public static IEnumerable<PolicyRule> Of(Node policy) => (policy["rules"]?.Items ?? []).Where(r => r.Kind is NodeKind.Map && r["name"] is { Kind: NodeKind.Text, Value.Length: > 0 }).Select(r => new PolicyRule(
        r["name"]!.Value,
        r["enabled"]?.Value is "false" ? Response.Off : "block".Equals(r["action"]?.Value, StringComparison.OrdinalIgnoreCase) ? Response.Block : Response.Report,
        r["parameters"] ?? Node.EmptyMap));

    /// <summary>The only number among its parameters; null when there is none, or several.</summary>
    public int? Number
    {
        get
        {
            var numbers = Parameters.Kind is NodeKind.Map ? Parameters.Members.Where(m => int.TryParse(m.Value.Kind is NodeKind.Text or NodeKind.Number ? m.Value.Value : "", NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToList() : [];
            return numbers.Count == 1 ? int.Parse(numbers[0].Value.Value, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>What is said of the names of rules, for a header.</summary>
    public static string? Told(string what, IEnumerable<string> names)
    {
        var all = names.Select(Criterion.Plain).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all.Take(10))}{(all.Count > 10 ? $" and {(all.Count - 10).ToString(CultureInfo.InvariantCulture)} more" : "")}.";
    }
}
