using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Manager.Oidc;

/// <summary>A provider of a tenant as its object has it.</summary>
/// <param name="Version">Of the object: what was learnt of another one is forgotten.</param>
internal sealed record Provider(string Tenant, string Name, string Version, IdentityProviderSpec Spec)
{
    /// <summary>Its issuer as its tokens have it: not as an address is normalised.</summary>
    public string Issuer => Spec.Issuer.OriginalString;

    /// <summary>Where its description is (OpenID Connect Discovery, section 4).</summary>
    public Uri Discovery => new(Issuer.TrimEnd('/') + "/.well-known/openid-configuration");

    /// <summary>Whether the manager may ask there. What is said of an address by a provider is no reason to go there: it has to be its own, or one that the object names.</summary>
    public bool Owns(Uri address)
    {
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0) return false;
        // Loopback is the manager's own machine: only the platform's administrators send it there.
        if (address.IsLoopback) return Spec.Issuer.IsLoopback && Tenant == ObjectNames.SystemTenant && address.Authority == Spec.Issuer.Authority;
        if (address.Scheme != Uri.UriSchemeHttps) return false;
        return address.Authority == Spec.Issuer.Authority || (address.IsDefaultPort && Spec.EndpointHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether a browser may be sent back there: to a program on its own machine (RFC 8252, section 7.3), or as the object says.</summary>
    public bool Returns(string redirect) =>
        Spec.RedirectUris.Contains(redirect, StringComparer.Ordinal)
        || (redirect.Length <= 64 && Uri.TryCreate(redirect, UriKind.Absolute, out var uri) && uri is { Scheme: "http", Host: "127.0.0.1" or "[::1]", AbsolutePath: "/callback", Query: "", Fragment: "", UserInfo: "" });
}
