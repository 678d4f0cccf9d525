using Palisade.Protection.Policies.Conditions;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Limits;

/// <summary>A rate limiter policy, compiled: which limiter holds for a request. Immutable.</summary>
public sealed class RatePolicy
{
    private readonly Condition? _server;
    private readonly RateRule[] _rules;
    private readonly RateLimiter? _otherwise;

    internal RatePolicy(string name, Condition? server, RateRule[] rules, RateLimiter? otherwise) =>
        (Name, _server, _rules, _otherwise) = (name, server, rules, otherwise);

    /// <summary>The name of its object.</summary>
    public string Name { get; }

    /// <summary>The limiter that holds for a request; null for none.</summary>
    public RateLimiter? For(ref PolicyRequest request)
    {
        if (_server is not null && !_server.Holds(ref request)) return null;

        foreach (var rule in _rules)
        {
            if (rule.Matches(ref request)) return rule.Limiter;
        }

        return _otherwise;
    }
}

/// <summary>One rule.</summary>
/// <param name="limiter">What holds where it matches; null for none.</param>
internal sealed class RateRule(Condition[] conditions, RateLimiter? limiter)
{
    /// <summary>What holds where it matches; null for none.</summary>
    public RateLimiter? Limiter => limiter;

    /// <summary>Whether all conditions hold.</summary>
    public bool Matches(ref PolicyRequest request)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(ref request)) return false;
        }

        return true;
    }
}
