using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Chains;
using Palisade.Trust.Disk;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Authority;

/// <summary>
/// An authority's files: <c>root.pem</c> (what all believe in), <c>root-key.pem</c> (the root with its key, until it is taken
/// away) and <c>authority.pem</c> (the issuing authority with its key).
/// </summary>
public sealed class AuthorityFolder(string path, TrustDomain domain, Lifetimes lifetimes, TimeProvider clock)
{
    /// <summary>The roots, for everybody.</summary>
    public string RootFile => Path.Combine(path, "root.pem");

    /// <summary>The root with its key.</summary>
    public string RootKeyFile => Path.Combine(path, "root-key.pem");

    /// <summary>The issuing authority with its key.</summary>
    public string AuthorityFile => Path.Combine(path, "authority.pem");

    /// <summary>Whether the root's key is on this machine.</summary>
    public bool HoldsRootKey => File.Exists(RootKeyFile);

    /// <summary>Makes root and issuing authority, unless there are any.</summary>
    /// <returns>False when there are, which stay.</returns>
    public bool TryCreate(KeyProtection rootProtection, KeyProtection authorityProtection)
    {
        if (File.Exists(RootFile) || File.Exists(RootKeyFile)) return false;
        Directory.CreateDirectory(path, AtomicFile.PrivateFolder);
        using var root = RootAuthority.Create(lifetimes, clock);
        root.Save(RootKeyFile, rootProtection);
        Renew(root, authorityProtection);
        // Last: where root.pem is, the rest is.
        new TrustAnchors(domain, root.Certificate).Write(RootFile);
        return true;
    }

    /// <summary>A new issuing authority from the root, in the place of the old one. What the old one issued stays good until it ends.</summary>
    public void Renew(RootAuthority root, KeyProtection protection)
    {
        ArgumentNullException.ThrowIfNull(root);
        using var key = SigningRequest.CreateKey();
        if (!SigningRequest.TryRead(SigningRequest.Create(key), out var request, out var refusal)) throw new InvalidOperationException(refusal.Reason);
        using var certificate = root.Issue(request, domain);
        using var keyed = new KeyedCertificate(certificate.CopyWithPrivateKey(key), []);
        CertificateFile.Write(AuthorityFile, keyed, protection);
    }

    /// <summary>Opens the issuing authority. The root's key is not needed.</summary>
    public bool TryOpen(KeyProtection protection, [NotNullWhen(true)] out IssuingAuthority? authority, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        authority = CertificateFile.TryRead(AuthorityFile, protection, out var keyed, out refusal) ? new(keyed, domain, lifetimes, clock) : null;
        return authority is not null;
    }

    /// <summary>Copies the root with its key to where it is carried away from, under a protection of its own.</summary>
    public bool TryExportRoot(KeyProtection protection, string destination, KeyProtection destinationProtection, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        if (!RootAuthority.TryOpen(RootKeyFile, protection, lifetimes, clock, out var root, out refusal)) return false;
        using (root) root.Save(destination, destinationProtection);
        return true;
    }

    /// <summary>
    /// Takes the root's key from this machine, after the copy at <paramref name="exported"/> was opened and found to be the
    /// same root's. The disk may keep the encrypted bytes for a while.
    /// </summary>
    public bool TryRemoveRoot(string exported, KeyProtection exportedProtection, [NotNullWhen(false)] out Refusal<KeyRefusal>? refusal)
    {
        if (!RootAuthority.TryOpen(exported, exportedProtection, lifetimes, clock, out var copy, out refusal)) return false;
        using (copy)
        {
            if (TrustAnchors.TryRead(domain, RootFile)?.Holds(copy.Certificate) is not true)
            {
                refusal = new(KeyRefusal.NotTheCertificates, $"'{exported}' holds another root than '{RootFile}'.");
                return false;
            }
        }

        File.Delete(RootKeyFile);
        FolderSync.Flush(path);
        return true;
    }
}
