using System.Net.Security;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Validation;

/// <summary>
/// The identity a process has now. A renewed one takes its place in one step: connections that are open keep the one they
/// were made with, new ones use the new one.
/// </summary>
public sealed class LiveIdentity
{
    private Current _current;

    /// <summary>Begins with an identity.</summary>
    public LiveIdentity(KeyedCertificate first) => _current = Prepare(first);

    /// <summary>Who this process is.</summary>
    public Identity Identity => Volatile.Read(ref _current).Identity;

    /// <summary>When to ask for the next certificate.</summary>
    public DateTimeOffset RenewAt => Volatile.Read(ref _current).Certificate.RenewAt;

    /// <summary>What TLS shows: the certificate with its issuers.</summary>
    public SslStreamCertificateContext Context => Volatile.Read(ref _current).Context;

    /// <summary>Uses another certificate from now on. The old one is not disposed: handshakes may still be using it.</summary>
    public void Replace(KeyedCertificate next) => Volatile.Write(ref _current, Prepare(next));

    private static Current Prepare(KeyedCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (!IdentityExtension.TryRead(certificate.Leaf, out var identity, out var fault)) throw new ArgumentException(fault, nameof(certificate));
        return new(identity, certificate, SslStreamCertificateContext.Create(certificate.Leaf, [.. certificate.Issuers], offline: true));
    }

    private sealed record Current(Identity Identity, KeyedCertificate Certificate, SslStreamCertificateContext Context);
}
