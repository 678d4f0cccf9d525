using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Conditions;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Services;

/// <summary>A rule, compiled. Conditions that need the body come last.</summary>
internal sealed class ServiceRule
{
    private readonly Condition[] _conditions;
    private readonly Decision _decision;
    private readonly bool _any;

    /// <summary>From conditions, all of which (or, for lists of clients, one of which) must hold.</summary>
    public ServiceRule(PolicyAction action, DecidedBy by, IEnumerable<Condition> conditions, bool any = false)
    {
        _conditions = [.. conditions.OrderBy(c => c.NeedsBody)];
        (_decision, _any) = (new(action, by), any);
    }

    /// <summary>What it says: nothing, unless it matches.</summary>
    public Decision Ask(ref PolicyRequest request)
    {
        foreach (var condition in _conditions)
        {
            // All before it hold.
            if (condition.NeedsBody && !request.HasBody) return new(PolicyAction.NextPolicy, null, NeedsBody: true);
            if (condition.Holds(ref request) == _any) return _any ? _decision : Decision.None;
        }

        return _any ? Decision.None : _decision;
    }
}
