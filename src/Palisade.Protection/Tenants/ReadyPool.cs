using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>An origin pool of a tenant. While an object stays as it is, it stays the same instance, in whatever sites: what is known of its servers stays too.</summary>
/// <param name="ClientCertificate">What is shown to its servers; null for nothing.</param>
public sealed record ReadyPool(ObjectKey Key, OriginPoolSpec Spec, ReadyCertificate? ClientCertificate = null);
