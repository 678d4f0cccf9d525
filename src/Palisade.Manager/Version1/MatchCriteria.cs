using System.Globalization;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>What a policy with match criteria asks of a request.</summary>
/// <param name="Rules">Conditions of rules, one of which must hold.</param>
/// <param name="Sets">Sets of addresses that they name.</param>
/// <param name="Limit">How often that may be; null where once is too often.</param>
internal sealed record MatchCriteria(IReadOnlyList<Node> Rules, IReadOnlyList<(string Name, IReadOnlyList<string> Prefixes)> Sets, OccurrenceLimit? Limit)
{
    private const int MostRules = 128;

    // What rules of a rate_limiter_policy do not read.
    private static readonly string[] NotCounted = ["client_selector", "query_params", "cookie_matchers", "arg_matchers"];

    // Of these a rule has several, all of which must hold.
    private static readonly HashSet<string> Lists = ["headers", "query_params", "cookie_matchers", "arg_matchers"];

    /// <summary>Why a policy is not enforced; null where it is, or where nothing is to be enforced.</summary>
    public static string? NotEnforced(Node policy)
    {
        if (!IsBlocking(policy)) return null;
        try
        {
            _ = Of(policy, "x", _ => []);
            return null;
        }
        catch (NotEnforcedException why)
        {
            return $"Kept, and not enforced: {why.Message}.";
        }
    }

    /// <summary>Whether a policy is to refuse anything.</summary>
    public static bool IsBlocking(Node policy) => policy["enabled"]?.Value is not "false" && "block".Equals(policy["action"]?.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a policy asks.</summary>
    /// <param name="name">What its sets of addresses are called by.</param>
    /// <param name="group">The prefixes of an IP group; null when there is none.</param>
    /// <exception cref="NotEnforcedException">It asks something that nothing here does.</exception>
    public static MatchCriteria Of(Node policy, string name, Func<string, IReadOnlyList<string>?> group)
    {
        var criteria = policy["matchCriteria"]?.Items ?? [];
        if (criteria.Count == 0) throw new NotEnforcedException("there are no criteria");
        var sets = new List<(string, IReadOnlyList<string>)>();
        string Set(IReadOnlyList<string> prefixes)
        {
            sets.Add(($"{name}.ips-{(sets.Count + 1).ToString(CultureInfo.InvariantCulture)}", prefixes));
            return sets[^1].Item1;
        }

        var counts = criteria.Where(c => c["type"]?.Value is "numberOfOccurrences").ToList();
        if (counts.Count > 1) throw new NotEnforcedException("occurrences are counted once only");
        var rules = All([.. criteria.Except(counts).Select(c => Criterion.Of(c, Set, group))]);
        if (counts.Count == 0) return new(rules, sets, null);
        if (rules.Any(r => NotCounted.Any(n => r[n] is not null))) throw new NotEnforcedException("occurrences are counted by address, host, path, method and headers only");
        return new(rules, sets, OccurrenceLimit.Of(counts[0]));
    }

    /// <summary>Alternatives that hold where one of each does.</summary>
    public static IReadOnlyList<Node> All(IReadOnlyList<IReadOnlyList<Node>> parts)
    {
        IReadOnlyList<Node> rules = [Node.EmptyMap];
        foreach (var part in parts)
        {
            rules = [.. rules.SelectMany(r => part.Select(p => Both(r, p)))];
            if (rules.Count > MostRules) throw new NotEnforcedException($"that would be more than {MostRules} rules");
        }

        return rules;
    }

    /// <summary>Conditions that hold where both do.</summary>
    public static Node Both(Node one, Node other)
    {
        foreach (var (name, value) in other.Members)
        {
            one = one[name] is not { } known ? one.With(name, value)
                : Lists.Contains(name) ? one.With(name, Node.OfList([.. known.Items, .. value.Items]))
                : name is "client_selector" ? one.With(name, Map(("expressions", Node.OfList([.. known["expressions"]!.Items, .. value["expressions"]!.Items]))))
                : throw new NotEnforcedException($"there are two criteria about {name}");
        }

        return one;
    }
}
