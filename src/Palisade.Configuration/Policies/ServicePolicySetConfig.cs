namespace Palisade.Configuration.Policies;

/// <summary>What decides when more than one rule, or policy, matches.</summary>
public enum CombiningAlgorithm
{
    /// <summary>The first that matches. The default.</summary>
    FirstMatch,

    /// <summary>One that denies, wherever it stands; otherwise the first that allows.</summary>
    DenyOverrides,

    /// <summary>One that allows, wherever it stands; otherwise the first that denies.</summary>
    AllowOverrides,
}

/// <summary>What becomes of a request.</summary>
public enum PolicyAction
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>It passes; no further policy is asked.</summary>
    Allow,

    /// <summary>The next policy is asked; behind the last one, the request passes.</summary>
    NextPolicy,
}

/// <summary>Service policies in order.</summary>
public sealed record ServicePolicySetConfig : PolicySpec
{
    /// <summary><c>service_policy</c> objects, at least one.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>What decides among them. Default <see cref="CombiningAlgorithm.FirstMatch"/>.</summary>
    public CombiningAlgorithm Algorithm { get; init; }

    /// <summary>What becomes of a request that none of them decides. Default <see cref="PolicyAction.NextPolicy"/>.</summary>
    public PolicyAction DefaultAction { get; init; } = PolicyAction.NextPolicy;

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at)
    {
        if (Policies.Count == 0) yield return new($"{at}.policies", "A set needs policies.");
    }

    /// <inheritdoc/>
    public override IEnumerable<PolicyReference> References(string at) => PolicyReference.Of($"{at}.policies", KindNames.ServicePolicy, Policies);
}
