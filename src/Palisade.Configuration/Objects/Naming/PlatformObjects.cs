using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration.Policies;

namespace Palisade.Configuration.Objects.Naming;

/// <summary>Objects of the tenant <c>system</c> as other tenants have them: each as a <c>platform_object</c>, which a rollout brought.</summary>
public static class PlatformObjects
{
    /// <summary>The kinds that are rolled out: those whose platform objects gateways use.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [ObjectKinds.RuleSet, KindNames.IpPrefixSet, ObjectKinds.SignatureSet, ObjectKinds.EngineSettings, ObjectKinds.FeatureFlags];

    /// <summary>Whether objects of a kind hold for every site of a tenant that they have reached, with nobody naming them. Only the platform has any.</summary>
    public static bool AreForEveryone(string kind) => kind is ObjectKinds.SignatureSet or ObjectKinds.EngineSettings or ObjectKinds.FeatureFlags;

    /// <summary>The kind of the platform's object that a tenant has under a name, see <see cref="KeyOf"/>.</summary>
    public static string KindOf(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : "";

    /// <summary>What it is called in every tenant: <c>KIND.NAMESPACE.NAME</c>, or where that is longer than a name, the hash of it.</summary>
    public static LocalKey KeyOf(LocalKey platform)
    {
        var name = $"{platform.Kind}.{platform.Namespace}.{platform.Name}";
        return new(ObjectKinds.PlatformObject, "", ObjectNames.IsName(name) ? name : $"{platform.Kind}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}");
    }
}
