using System.Security.Cryptography;

namespace Palisade.Protection.Apis.Jwt;

/// <summary>What kind of key an algorithm takes.</summary>
internal enum JwtKeyKind
{
    /// <summary>A shared secret.</summary>
    Secret,

    /// <summary>RSA.</summary>
    Rsa,

    /// <summary>An elliptic curve.</summary>
    Curve,

    /// <summary>A twisted Edwards curve (RFC 8032), of which Ed25519 is known.</summary>
    Edwards,
}

/// <summary>A signature algorithm (RFC 7518, section 3.1; RFC 8037; RFC 9864).</summary>
/// <param name="Name">As in the header of a token.</param>
/// <param name="Padding">Of RSA; otherwise null.</param>
/// <param name="Curve">As in <c>P-256</c>, for elliptic curves; otherwise null.</param>
internal sealed record JwtAlgorithm(string Name, JwtKeyKind Kind, HashAlgorithmName Hash, RSASignaturePadding? Padding = null, string? Curve = null)
{
    /// <summary>All there are. There is no <c>none</c>.</summary>
    public static readonly IReadOnlyList<JwtAlgorithm> All =
    [
        new("HS256", JwtKeyKind.Secret, HashAlgorithmName.SHA256),
        new("HS384", JwtKeyKind.Secret, HashAlgorithmName.SHA384),
        new("HS512", JwtKeyKind.Secret, HashAlgorithmName.SHA512),
        new("RS256", JwtKeyKind.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        new("RS384", JwtKeyKind.Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new("RS512", JwtKeyKind.Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        new("PS256", JwtKeyKind.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new("PS384", JwtKeyKind.Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        new("PS512", JwtKeyKind.Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        new("ES256", JwtKeyKind.Curve, HashAlgorithmName.SHA256, Curve: "P-256"),
        new("ES384", JwtKeyKind.Curve, HashAlgorithmName.SHA384, Curve: "P-384"),
        new("ES512", JwtKeyKind.Curve, HashAlgorithmName.SHA512, Curve: "P-521"),
        new("EdDSA", JwtKeyKind.Edwards, HashAlgorithmName.SHA512, Curve: "Ed25519"),
        new("Ed25519", JwtKeyKind.Edwards, HashAlgorithmName.SHA512, Curve: "Ed25519"),
    ];

    /// <summary>The algorithm of a name; null when there is none.</summary>
    public static JwtAlgorithm? Of(string name) => All.FirstOrDefault(a => a.Name == name);
}
