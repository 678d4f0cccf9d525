using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Services;

/// <summary>The service policies of a site or route: the first that decides, decides; where none does, the request passes. Immutable.</summary>
public sealed class ServicePolicies
{
    private readonly Decider[] _policies;

    internal ServicePolicies(Decider[] policies) => _policies = policies;

    /// <summary>None.</summary>
    public static ServicePolicies None { get; } = new([]);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _policies.Length == 0;

    /// <summary>What they say about a request. Allocates nothing.</summary>
    public Decision Ask(ref PolicyRequest request)
    {
        foreach (var policy in _policies)
        {
            var said = policy.Ask(ref request);
            if (said.IsFinal) return said;
        }

        return Decision.None;
    }
}
