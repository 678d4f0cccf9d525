using System.Security.Cryptography.X509Certificates;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>A certificate of a tenant with its key, opened. While an object stays as it is, it stays the same instance.</summary>
/// <param name="Leaf">With its private key.</param>
/// <param name="Issuers">What is sent along, from the leaf's issuer upwards, without the root.</param>
public sealed record ReadyCertificate(ObjectKey Key, X509Certificate2 Leaf, X509Certificate2Collection Issuers);
