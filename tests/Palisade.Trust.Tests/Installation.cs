using System.Security.Cryptography;
using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;

namespace Palisade.Trust.Tests;

/// <summary>A whole authority in memory, and components with identities.</summary>
internal sealed class Installation : IDisposable
{
    public Installation(string domain = "palisade.internal", Clock? clock = null, Lifetimes? lifetimes = null)
    {
        (Domain, Clock) = (TrustDomain.Parse(domain), clock ?? new Clock());
        Root = RootAuthority.Create(lifetimes ?? new(), Clock);
        Issuing = new(IssueAuthority(Domain), Domain, lifetimes ?? new(), Clock);
        Anchors = new(Domain, Root.Certificate);
        Revocations = new(Anchors, Clock);
    }

    public TrustDomain Domain { get; }

    public Clock Clock { get; }

    public RootAuthority Root { get; }

    public IssuingAuthority Issuing { get; }

    public TrustAnchors Anchors { get; }

    public Revocations Revocations { get; }

    public KeyedCertificate IssueAuthority(TrustDomain domain)
    {
        using var key = SigningRequest.CreateKey();
        return new(Root.Issue(Request(key), domain).CopyWithKey(key), []);
    }

    public Identity Identity(Role role, string group = "edge", string id = "one", string tenant = "acme") => new(Domain, tenant, role, group, id);

    public KeyedCertificate Issue(Identity identity, CertificateUse use = CertificateUse.Connection)
    {
        using var key = SigningRequest.CreateKey();
        Assert.True(Issuing.TryIssue(identity, Request(key), use, out var issued, out var refusal), refusal?.Reason);
        return Assert.IsType<KeyedCertificate>(issued.TryJoin(key));
    }

    public KeyedCertificate Issue(Role role, string group = "edge", string id = "one", string tenant = "acme") => Issue(Identity(role, group, id, tenant));

    public KeyedCertificate Signer() => Issue(Identity(Role.Manager, tenant: Trust.Identities.Identity.SystemTenant), CertificateUse.SnapshotSigning);

    /// <summary>Puts a list into force that takes back what is named.</summary>
    public void Revoke(ulong number, string[] serials, params Identity[] identities) =>
        Assert.True(Revocations.TryTake(Issuing.Sign(new RevocationList(number, Clock.Now, Clock.Now.AddHours(1), serials, identities)), out var refusal), refusal?.Reason);

    public static SigningRequest Request(ECDsa key)
    {
        Assert.True(SigningRequest.TryRead(SigningRequest.Create(key), out var request, out var refusal), refusal?.Reason);
        return request;
    }

    public void Dispose()
    {
        Root.Dispose();
        Issuing.Dispose();
    }
}
