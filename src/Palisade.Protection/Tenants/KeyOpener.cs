using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Protection.Tenants;

/// <summary>Opens the key of a certificate.</summary>
/// <returns>The key in PEM; null where it cannot be opened here.</returns>
public delegate string? KeyOpener(ObjectKey certificate, CertificateSpec spec);
