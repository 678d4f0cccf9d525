using System.Collections.Frozen;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Objects;

/// <summary>Who reads the specs that are read on this floor. The other kinds are read by <c>Palisade.Protection</c>; here they are any mapping.</summary>
public static class SpecReaders
{
    private static readonly FrozenDictionary<string, Func<Fields, object>> Readers = new Dictionary<string, Func<Fields, object>>(StringComparer.Ordinal)
    {
        [ObjectKinds.Tenant] = TenantSpec.Read,
        [ObjectKinds.Namespace] = NamespaceSpec.Read,
        [ObjectKinds.ServerGroup] = ServerGroupSpec.Read,
        [ObjectKinds.GatewayGroup] = GatewayGroupSpec.Read,
        [ObjectKinds.Gateway] = GatewaySpec.Read,
        [ObjectKinds.OriginPool] = OriginPoolSpec.Read,
        [ObjectKinds.Certificate] = CertificateSpec.Read,
        [ObjectKinds.PlatformObject] = PlatformObjectSpec.Read,
        [ObjectKinds.RuleSet] = RuleSetSpec.Read,
        [ObjectKinds.SignatureSet] = SignatureSetSpec.Read,
        [ObjectKinds.EngineSettings] = EngineSettingsSpec.Read,
        [ObjectKinds.FeatureFlags] = FeatureFlagsSpec.Read,
        [KindNames.Site] = SiteDelivery.Read,
        [ObjectKinds.IdentityProvider] = IdentityProviderSpec.Read,
        [ObjectKinds.WebService] = WebServiceSpec.Read,
        [ObjectKinds.V1Document] = V1DocumentSpec.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the specs of a kind are read here.</summary>
    public static bool Knows(string kind) => Readers.ContainsKey(kind);

    /// <summary>Reads a spec.</summary>
    /// <returns>The record of the kind, such as <see cref="OriginPoolSpec"/>; null for kinds that are read elsewhere. With faults it is for nobody's use.</returns>
    public static (object? Spec, IReadOnlyList<ConfigFault> Faults) Read(string kind, Node spec)
    {
        var faults = new List<ConfigFault>();
        if (spec.Kind is not NodeKind.Map) return (null, [new("spec", "It is not a mapping.")]);
        return Readers.TryGetValue(kind, out var read) ? (Fields.Read(spec, "spec", faults, read), faults) : (null, faults);
    }
}
