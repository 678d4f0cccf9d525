using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify;

/// <summary>Which certificate of a site is shown for a name, made ready for TLS once and shared by all connections.</summary>
internal static class SiteCertificates
{
    private static readonly ConditionalWeakTable<ReadyCertificate, Prepared> All = new();

    /// <summary>The first that has the name; where none has, the first with a wildcard for it; then the first. Null where the site has none.</summary>
    public static ReadyCertificate? For(ReadySite site, string name)
    {
        ReadyCertificate? wild = null;
        foreach (var certificate in site.Certificates)
        {
            var names = Of(certificate).Names;
            if (names.Contains(name)) return certificate;
            if (wild is null && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && names.Contains("*" + name[dot..])) wild = certificate;
        }

        return wild ?? (site.Certificates.Count > 0 ? site.Certificates[0] : null);
    }

    /// <summary>What TLS needs of it.</summary>
    public static SslStreamCertificateContext Context(ReadyCertificate certificate) => Of(certificate).Context.Value;

    private static Prepared Of(ReadyCertificate certificate) => All.GetValue(certificate, static c => new(c));

    private sealed class Prepared(ReadyCertificate certificate)
    {
        public HashSet<string> Names { get; } = NamesOf(certificate.Leaf);

        // Offline: a handshake does not wait for somebody else's server.
        public Lazy<SslStreamCertificateContext> Context { get; } = new(() => SslStreamCertificateContext.Create(certificate.Leaf, certificate.Issuers, offline: true));

        private static HashSet<string> NamesOf(X509Certificate2 leaf) =>
            leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
