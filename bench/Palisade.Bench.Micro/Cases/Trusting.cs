using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;
using Palisade.Trust.Validation;

namespace Palisade.Bench.Micro.Cases;

/// <summary>An authority in memory, and a gateway that asks it for an identity and shows it to a manager.</summary>
internal sealed class Trusting : IDisposable
{
    private static readonly TrustDomain Domain = TrustDomain.Parse("palisade.internal");
    private static readonly PeerExpectation Gateways = new(Role.Gateway) { Tenant = "acme", Group = "edge" };

    private readonly Identity _identity = new(Domain, "acme", Role.Gateway, "edge", "one");
    private readonly byte[] _request = SigningRequest.Create(SigningRequest.CreateKey());
    private readonly IssuingAuthority _authority;
    private readonly IssuedCertificate _issued;
    private readonly PeerValidator _validator;

    /// <summary>Makes all of them.</summary>
    public Trusting()
    {
        var root = RootAuthority.Create(new(), TimeProvider.System);
        var key = SigningRequest.CreateKey();
        var certificate = root.Issue(Checked(SigningRequest.Create(key)), Domain);
        Anchors = new(Domain, root.Certificate);
        _authority = new(new IssuedCertificate(certificate, []).TryJoin(key)!, Domain, new(), TimeProvider.System);
        _issued = Issue(_identity, _request, CertificateUse.Connection);
        _validator = new(Anchors, new Revocations(Anchors, TimeProvider.System), TimeProvider.System) { WhenListsAreStale = StaleLists.Accept };
    }

    /// <summary>What is believed in.</summary>
    public TrustAnchors Anchors { get; }

    /// <summary>Checks the signing request and issues a certificate.</summary>
    public void Enrol() => Issue(_identity, _request, CertificateUse.Connection);

    /// <summary>Decides about the gateway, as in a handshake.</summary>
    public void Admit()
    {
        if (!_validator.TryAdmit(_issued.Certificate, _issued.Issuers, Gateways, out _, out var refusal)) throw new InvalidOperationException(refusal.Reason);
    }

    /// <summary>A certificate that signs snapshots.</summary>
    public KeyedCertificate Signer()
    {
        var key = SigningRequest.CreateKey();
        var manager = new Identity(Domain, Identity.SystemTenant, Role.Manager, "managers", "one");
        return Issue(manager, SigningRequest.Create(key), CertificateUse.SnapshotSigning).TryJoin(key)!;
    }

    /// <summary>Gives the authority's key free.</summary>
    public void Dispose() => _authority.Dispose();

    private IssuedCertificate Issue(Identity identity, byte[] request, CertificateUse use) =>
        _authority.TryIssue(identity, Checked(request), use, out var issued, out var refusal) ? issued : throw new InvalidOperationException(refusal.Reason);

    private static SigningRequest Checked(byte[] request) =>
        SigningRequest.TryRead(request, out var read, out var refusal) ? read : throw new InvalidOperationException(refusal.Reason);
}
