using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Conditions;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Services;

/// <summary>A service policy, compiled. Immutable.</summary>
/// <param name="server">Which hosts it is about; null for any.</param>
internal sealed class ServicePolicy(Condition? server, ServiceRule[] rules, CombiningAlgorithm algorithm) : Decider
{
    /// <inheritdoc/>
    public override Decision Ask(ref PolicyRequest request)
    {
        if (server is not null && !server.Holds(ref request)) return Decision.None;

        var combination = new Combination(algorithm);
        foreach (var rule in rules)
        {
            var said = rule.Ask(ref request);
            // A rule that passes on ends the policy, where the first match decides.
            if (said is { Rule: not null, Action: PolicyAction.NextPolicy } && algorithm is CombiningAlgorithm.FirstMatch) return Decision.None;
            if (combination.Settles(said)) break;
        }

        return combination.Result;
    }
}

/// <summary>Service policies in order, compiled. Immutable.</summary>
/// <param name="otherwise">What it says where none of them decided.</param>
internal sealed class ServicePolicySet(Decider[] policies, CombiningAlgorithm algorithm, Decision otherwise) : Decider
{
    /// <inheritdoc/>
    public override Decision Ask(ref PolicyRequest request)
    {
        var combination = new Combination(algorithm);
        foreach (var policy in policies)
        {
            if (combination.Settles(policy.Ask(ref request))) break;
        }

        return combination.Result.IsFinal ? combination.Result : otherwise;
    }
}

/// <summary>What can decide about a request: a policy, or a set of them.</summary>
internal abstract class Decider
{
    /// <summary>What it says.</summary>
    public abstract Decision Ask(ref PolicyRequest request);
}
