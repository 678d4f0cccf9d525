using Palisade.Configuration.Documents;

namespace Palisade.Manager.Version1;

/// <summary>A firewall policy, of which the inbound rules about web traffic are enforced: whose connections are refused.</summary>
/// <param name="Others">Whether it is all others that are refused.</param>
internal sealed record NetworkPolicy(IReadOnlyList<string> Prefixes, bool Others)
{
    private static readonly string[] Everybody = ["0.0.0.0/0", "::/0"];
    private static readonly HashSet<string> Web = ["", "any", "all", "tcp", "any-tcp", "http", "https"];

    /// <summary>Why a policy is not enforced; null where it is, or where nothing is to be enforced.</summary>
    public static string? NotEnforced(Node policy)
    {
        try
        {
            _ = Of(policy, _ => []);
            return null;
        }
        catch (NotEnforcedException why)
        {
            return $"Kept, and not enforced: {why.Message}.";
        }
    }

    /// <summary>What is refused; null where nothing is.</summary>
    /// <exception cref="NotEnforcedException">It asks something that nothing here does.</exception>
    public static NetworkPolicy? Of(Node policy, Func<string, IReadOnlyList<string>?> group)
    {
        if (!MatchCriteria.IsBlocking(policy)) return null;
        var permits = policy["inboundOperation"]?.Value.ToLowerInvariant() switch
        {
            null or "" or "block" => false,
            "permit" => true,
            var other => throw new NotEnforcedException($"inboundOperation is {Criterion.Plain(other)}, and neither permit nor block"),
        };
        var rules = (policy["rules"]?.Items ?? []).Where(r => (r["direction"]?.Value ?? "inbound").Equals("inbound", StringComparison.OrdinalIgnoreCase) && Web.Contains((r["protocol"]?.Value ?? "").ToLowerInvariant())).ToList();
        // The ports of services are open whatever else is permitted.
        if (permits && policy["allowAppServicePorts"]?.Value is "true") return null;
        if (permits && rules.Count == 0) throw new NotEnforcedException("it permits nobody, as none of its rules is about inbound web traffic");
        return rules.Count == 0 ? null : new([.. rules.SelectMany(r => Clients(r, group)).Distinct(StringComparer.Ordinal)], permits);
    }

    private static IReadOnlyList<string> Clients(Node rule, Func<string, IReadOnlyList<string>?> group) =>
        rule["ipGroup"]?.Value is { Length: > 0 } name && !name.Equals("any", StringComparison.OrdinalIgnoreCase) ? group(name) ?? throw new NotEnforcedException("an IP group is not there") : Everybody;
}
