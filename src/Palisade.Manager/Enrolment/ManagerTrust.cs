using System.Security.Cryptography;
using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Disk;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;
using Palisade.Trust.Snapshots.Manifests;
using Palisade.Trust.Validation;

namespace Palisade.Manager.Enrolment;

/// <summary>
/// The manager's authority: made at the first start, opened at every other. It issues the manager's own identity and its certificate for snapshots, which are
/// nowhere but in memory, and renews both; it signs the list of what was taken back, and signs it again before it is over.
/// </summary>
public sealed class ManagerTrust : IDisposable
{
    private readonly TrustOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _changing = new();
    private readonly AuthorityFolder _folder;
    private readonly RevocationFiles _lists;
    private readonly Identity _who;
    private IssuingAuthority _issuing;
    private SnapshotSigner _signer;

    private ManagerTrust(TrustOptions options, TimeProvider clock, KeyProtection protection, AuthorityFolder folder, IssuingAuthority issuing, TrustAnchors anchors)
    {
        (_options, _clock, _folder, _issuing, Protection, Anchors) = (options, clock, folder, issuing, protection, anchors);
        Revocations = new(anchors, clock);
        _lists = new(Path.Combine(options.Folder, "revoked"), Revocations);
        ListFaults = _lists.Load();
        _who = new(options.Domain, Identity.SystemTenant, Role.Manager, "managers", $"manager-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        Own = new(Issue(CertificateUse.Connection));
        _signer = new(Issue(CertificateUse.SnapshotSigning));
        if (!Revocations.IsFresh) SignList([], []);
    }

    /// <summary>The roots.</summary>
    public TrustAnchors Anchors { get; }

    /// <summary>What was taken back.</summary>
    public Revocations Revocations { get; }

    /// <summary>What was wrong with kept lists; empty for nothing.</summary>
    public IReadOnlyList<string> ListFaults { get; }

    /// <summary>The manager's identity.</summary>
    public LiveIdentity Own { get; }

    /// <summary>The authority.</summary>
    public IssuingAuthority Issuing => Volatile.Read(ref _issuing);

    /// <summary>What snapshots are signed with.</summary>
    public SnapshotSigner Signer => Volatile.Read(ref _signer);

    /// <summary>What opens the keys of this manager.</summary>
    public KeyProtection Protection { get; }

    /// <summary>The data folder.</summary>
    public string Folder => _options.Folder;

    /// <summary>Is called when there is a new revocation list.</summary>
    public Action ListChanged { get; set; } = static () => { };

    /// <summary>Opens the authority, or makes it.</summary>
    /// <exception cref="IOException">A file cannot be read or written, or a key cannot be opened; the message says which and why.</exception>
    public static ManagerTrust Open(TrustOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder, AtomicFile.PrivateFolder);
        KeyProtection.CreateKeyFile(options.KeyPath);
        if (!KeyProtection.TryFromKeyFile(options.KeyPath, out var protection, out var unreadable)) throw new IOException(unreadable.Reason);
        var folder = new AuthorityFolder(options.AuthorityPath, options.Domain, options.Lifetimes, clock);
        folder.TryCreate(protection, protection);
        if (!folder.TryOpen(protection, out var issuing, out var refusal)) throw new IOException(refusal.Reason);
        var anchors = TrustAnchors.TryRead(options.Domain, folder.RootFile) ?? throw new IOException($"'{folder.RootFile}' does not hold the roots.");
        return new(options, clock, protection, folder, issuing, anchors);
    }

    /// <summary>Renews what is due: the authority where its root is here, the manager's identity, the certificate for snapshots, the list. To be called every minute or so.</summary>
    /// <returns>Why something could not be renewed; null when all is well.</returns>
    public string? Renew()
    {
        bool list;
        string? fault;
        lock (_changing)
        {
            var now = _clock.GetUtcNow();
            fault = Issuing.Certificate.RenewAt <= now ? RenewAuthority() : null;
            if (Own.RenewAt <= now) Own.Replace(Issue(CertificateUse.Connection));
            if (Signer.RenewAt <= now) Volatile.Write(ref _signer, new(Issue(CertificateUse.SnapshotSigning)));
            list = Revocations.OfAuthority is not { } last || last.Created + (_options.ListLife / 3) <= now;
            if (list) SignList([], []);
        }

        if (list) ListChanged();
        return fault;
    }

    /// <summary>Takes back an identity: whatever certificate it shows, it is refused from now on, and whoever follows learns of it at once.</summary>
    public void Revoke(Identity identity) => TakeBack([], [identity]);

    /// <summary>Takes back one certificate.</summary>
    /// <param name="serial">Hexadecimal, as certificates show it.</param>
    public void RevokeSerial(string serial) => TakeBack([serial], []);

    /// <summary>Gives the keys free.</summary>
    public void Dispose()
    {
        _issuing.Dispose();
        Protection.Dispose();
    }

    private void TakeBack(string[] serials, Identity[] identities)
    {
        lock (_changing) SignList(serials, identities);
        ListChanged();
    }

    private void SignList(string[] serials, Identity[] identities)
    {
        var (now, last) = (_clock.GetUtcNow(), Revocations.OfAuthority);
        // By the time, so that a list is newer than one of a folder that was lost.
        var number = Math.Max((last?.Number ?? 0) + 1, (ulong)now.ToUnixTimeMilliseconds());
        var known = (last?.Identities ?? []).Select(i => IdentityText.TryParse(i, out var identity, out _) ? identity : null).OfType<Identity>();
        var list = new RevocationList(number, now, now + _options.ListLife, [.. last?.Serials ?? [], .. serials], [.. known, .. identities]);
        if (!_lists.TryTake(Issuing.Sign(list), out var refusal)) throw new InvalidOperationException(refusal.Reason);
    }

    private string? RenewAuthority()
    {
        if (!_folder.HoldsRootKey) return "The issuing authority is to be renewed, and the root's key is not on this machine.";
        if (!RootAuthority.TryOpen(_folder.RootKeyFile, Protection, _options.Lifetimes, _clock, out var root, out var refusal)) return refusal.Reason;
        using (root) _folder.Renew(root, Protection);
        if (!_folder.TryOpen(Protection, out var issuing, out var unopened)) return unopened.Reason;
        // The old one is not disposed: others may be issuing with it.
        Volatile.Write(ref _issuing, issuing);
        return null;
    }

    private KeyedCertificate Issue(CertificateUse use)
    {
        using var key = SigningRequest.CreateKey();
        if (!SigningRequest.TryRead(SigningRequest.Create(key), out var request, out var bad)) throw new InvalidOperationException(bad.Reason);
        if (!Issuing.TryIssue(_who, request, use, out var issued, out var refusal)) throw new IOException(refusal.Reason);
        return issued.TryJoin(key) ?? throw new InvalidOperationException("The certificate is not that of its key.");
    }
}
