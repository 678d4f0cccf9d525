using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;

namespace Palisade.Trust.Authority;

/// <summary>
/// The root. It signs issuing authorities, a few times in ten years, and can live on a machine that is off: an authority's
/// signing request goes there as a file, its certificate comes back as one.
/// </summary>
/// <remarks>
/// P-256, as everything below it: 128 bits of strength outlast its ten years, and its signature is checked in every handshake.
/// P-384 takes nine times as long there (1.2 ms in place of 0.13, OpenSSL 3.0), so that a manager whose gateways all come
/// back at once would be busy with nothing else.
/// </remarks>
public sealed class RootAuthority : IDisposable
{
    private readonly KeyedCertificate _root;
    private readonly Lifetimes _lifetimes;
    private readonly TimeProvider _clock;

    private RootAuthority(KeyedCertificate root, Lifetimes lifetimes, TimeProvider clock) => (_root, _lifetimes, _clock) = (root, lifetimes, clock);

    /// <summary>The root's certificate, without its key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_root.Leaf.RawDataMemory.Span);

    /// <summary>Makes a new one. It is nowhere but in memory until it is saved.</summary>
    public static RootAuthority Create(Lifetimes lifetimes, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(lifetimes);
        ArgumentNullException.ThrowIfNull(clock);
        using var key = SigningRequest.CreateKey();
        var now = clock.GetUtcNow();
        return new(new(CertificateForm.Root(key, now - lifetimes.Backdating, now + lifetimes.Root), []), lifetimes, clock);
    }

    /// <summary>Reads one that <see cref="Save"/> wrote.</summary>
    public static bool TryOpen(string path, KeyProtection protection, Lifetimes lifetimes, TimeProvider clock, [NotNullWhen(true)] out RootAuthority? root, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        root = CertificateFile.TryRead(path, protection, out var keyed, out refusal) ? new(keyed, lifetimes, clock) : null;
        return root is not null;
    }

    /// <summary>Writes certificate and encrypted key: to where it stays, or to what is carried away. Each copy may have a protection of its own.</summary>
    public void Save(string path, KeyProtection protection) => CertificateFile.Write(path, _root, protection);

    /// <summary>Makes an issuing authority of a signing request's key. The root's own end is never passed.</summary>
    public X509Certificate2 Issue(SigningRequest request, TrustDomain domain)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = _clock.GetUtcNow();
        var end = CertificateLife.Of(_root.Leaf).End;
        return CertificateForm.Authority(request.Key, domain, _root.Leaf, now - _lifetimes.Backdating, now + _lifetimes.Authority < end ? now + _lifetimes.Authority : end);
    }

    /// <summary>Signs a list that takes back issuing authorities.</summary>
    public byte[] Sign(RevocationList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list.Sign(_root);
    }

    /// <summary>Gives the key free.</summary>
    public void Dispose() => _root.Dispose();
}
