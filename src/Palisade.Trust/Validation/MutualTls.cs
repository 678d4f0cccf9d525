using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Validation;

/// <summary>
/// Mutual TLS between components: TLS 1.3, both sides show their identity, both are checked by <see cref="PeerValidator"/>.
/// Options are made for each connection, so that each uses the identity of that moment.
/// </summary>
/// <param name="refused">Receives every refusal; for the log. Called during the handshake; must not throw.</param>
public sealed class MutualTls(LiveIdentity own, PeerValidator validator, Action<Refusal<PeerRefusal>> refused)
{
    /// <summary>For the side that accepts.</summary>
    public SslServerAuthenticationOptions ForServer(PeerExpectation expected) => new()
    {
        ServerCertificateContext = own.Context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        // A resumed session would carry yesterday's decision.
        AllowTlsResume = false,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Admits(certificate, chain, expected),
    };

    /// <summary>For the side that calls. Names are no host names: who answers is decided by its identity alone.</summary>
    public SslClientAuthenticationOptions ForClient(PeerExpectation expected) => new()
    {
        TargetHost = validator.Anchors.Domain.Name,
        ClientCertificateContext = own.Context,
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Admits(certificate, chain, expected),
    };

    /// <summary>For Kestrel's <c>ClientCertificateValidation</c>, where options for each connection are not wanted.</summary>
    public Func<X509Certificate2, X509Chain?, SslPolicyErrors, bool> ForKestrel(PeerExpectation expected) =>
        (certificate, chain, _) => Admits(certificate, chain, expected);

    /// <summary>Who is at the other end of a connection whose handshake was made with these options.</summary>
    public static Identity? PeerOf(SslStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.RemoteCertificate is X509Certificate2 certificate && IdentityExtension.TryRead(certificate, out var identity, out _) ? identity : null;
    }

    // What SslStream itself finds out with this is not relied on; but it must not fetch what a peer's certificate points at.
    private X509ChainPolicy Policy()
    {
        var policy = ChainCheck.Policy(validator.Anchors, [], validator.Clock.GetUtcNow());
        policy.VerificationTimeIgnored = true;
        return policy;
    }

    private bool Admits(X509Certificate? certificate, X509Chain? chain, PeerExpectation expected)
    {
        var sent = chain?.ChainPolicy.ExtraStore ?? [];
        if (validator.TryAdmit(certificate as X509Certificate2, sent, expected, out _, out var refusal)) return true;
        refused(refusal);
        return false;
    }
}
