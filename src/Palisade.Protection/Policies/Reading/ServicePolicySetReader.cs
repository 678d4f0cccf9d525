using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>service_policy_set</c>: service policies in order.</summary>
internal static class ServicePolicySetReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static ServicePolicySetConfig Read(Fields fields) => new()
    {
        Policies = fields.Texts("policies"),
        Algorithm = fields.Choice("algorithm", CombiningAlgorithm.FirstMatch),
        DefaultAction = fields.Choice("default_action", PolicyAction.NextPolicy),
    };
}
