using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Tests.Authority;

public sealed class IssuingAuthorityTests : IDisposable
{
    private readonly Installation _installation = new();

    [Fact]
    public void What_is_asked_for_beside_the_key_is_ignored()
    {
        using var key = SigningRequest.CreateKey();
        var greedy = new CertificateRequest("CN=root of everything", key, HashAlgorithmName.SHA256);
        greedy.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("bank.example");
        greedy.CertificateExtensions.Add(names.Build());
        Assert.True(SigningRequest.TryRead(greedy.CreateSigningRequest(), out var request, out _));
        var identity = _installation.Identity(Role.Gateway);

        Assert.True(_installation.Issuing.TryIssue(identity, request, CertificateUse.Connection, out var issued, out _));

        var certificate = issued.Certificate;
        Assert.Equal("", certificate.Subject);
        Assert.True(IdentityExtension.TryRead(certificate, out var named, out _));
        Assert.Equal(identity, named);
        Assert.True(CertificateUses.Allow(certificate, CertificateUse.Connection));
        Assert.False(CertificateUses.Allow(certificate, CertificateUse.SnapshotSigning));
        Assert.Equal(6, certificate.Extensions.Count);
    }

    [Fact]
    public void It_lives_a_day_begins_a_little_earlier_and_is_renewed_after_two_thirds()
    {
        using var identity = _installation.Issue(Role.Gateway);
        var now = _installation.Clock.Now;

        var life = CertificateLife.Of(identity.Leaf);

        Assert.Equal((now.AddMinutes(-5), now.AddHours(24)), (life.Start, life.End));
        Assert.InRange(identity.RenewAt, now.AddHours(15.9), now.AddHours(16));
    }

    [Fact]
    public void Nothing_outlives_the_authority_and_an_authority_at_its_end_issues_nothing()
    {
        var end = CertificateLife.Of(_installation.Issuing.Certificate.Leaf).End;
        _installation.Clock.Now = end.AddHours(-1);
        using var last = _installation.Issue(Role.Gateway);
        Assert.Equal(end, CertificateLife.Of(last.Leaf).End);

        _installation.Clock.Now = end.AddMinutes(-4);
        using var key = SigningRequest.CreateKey();
        Assert.False(_installation.Issuing.TryIssue(_installation.Identity(Role.Gateway), Installation.Request(key), CertificateUse.Connection, out _, out var refusal));
        Assert.Equal(IssueRefusal.AuthorityExpired, refusal.Kind);
    }

    [Fact]
    public void Only_managers_get_a_certificate_that_signs_snapshots()
    {
        using var key = SigningRequest.CreateKey();

        foreach (var role in Enum.GetValues<Role>())
        {
            var issued = _installation.Issuing.TryIssue(_installation.Identity(role), Installation.Request(key), CertificateUse.SnapshotSigning, out _, out var refusal);

            Assert.Equal(role is Role.Manager, issued);
            if (!issued) Assert.Equal(IssueRefusal.UseNotAllowed, refusal!.Kind);
        }
    }

    [Fact]
    public void Another_installations_identity_is_not_issued()
    {
        using var key = SigningRequest.CreateKey();
        var foreign = new Identity(TrustDomain.Parse("other.internal"), "acme", Role.Gateway, "edge", "one");

        Assert.False(_installation.Issuing.TryIssue(foreign, Installation.Request(key), CertificateUse.Connection, out _, out var refusal));

        Assert.Equal(IssueRefusal.ForeignDomain, refusal.Kind);
    }

    [Fact]
    public void Serials_are_positive_of_one_length_and_all_different()
    {
        var serials = Enumerable.Range(0, 200).Select(i => _installation.Issue(Role.Gateway, id: $"g{i}").Leaf.SerialNumber).ToArray();

        Assert.Equal(serials.Length, serials.Distinct(StringComparer.Ordinal).Count());
        Assert.All(serials, s => Assert.Equal(32, s.Length));
        Assert.All(serials, s => Assert.InRange(Convert.ToInt32(s[..2], 16), 0x40, 0x7F));
    }

    [Fact]
    public void A_stolen_authority_key_makes_no_name_outside_the_domain_and_no_authority()
    {
        var (authority, now) = (_installation.Issuing.Certificate.Leaf, _installation.Clock.Now);
        var web = new SubjectAlternativeNameBuilder();
        web.AddDnsName("bank.example");
        var address = new SubjectAlternativeNameBuilder();
        address.AddIpAddress(System.Net.IPAddress.Loopback);
        var foreign = IdentityExtension.Write(new Identity(TrustDomain.Parse("other.internal"), "acme", Role.Manager, "edge", "one"));

        Assert.Equal(ChainRefusal.OutsideConstraints, Refused(Certificates.Signed(authority, now, now.AddHours(1), web.Build())));
        Assert.Equal(ChainRefusal.OutsideConstraints, Refused(Certificates.Signed(authority, now, now.AddHours(1), address.Build())));
        Assert.Equal(ChainRefusal.OutsideConstraints, Refused(Certificates.Signed(authority, now, now.AddHours(1), foreign)));
        var below = Certificates.Signed(authority, now, now.AddHours(1), new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var leaf = Certificates.Signed(below, now, now.AddHours(1), IdentityExtension.Write(_installation.Identity(Role.Manager)));
        Assert.False(ChainCheck.TryBuild(leaf, [below, authority], _installation.Anchors, now, TimeSpan.Zero, out _, out _));
        var good = Certificates.Signed(authority, now, now.AddHours(1), IdentityExtension.Write(_installation.Identity(Role.Manager)));
        Assert.True(ChainCheck.TryBuild(good, [authority], _installation.Anchors, now, TimeSpan.Zero, out _, out _));
    }

    public void Dispose() => _installation.Dispose();

    private ChainRefusal Refused(X509Certificate2 certificate)
    {
        Assert.False(ChainCheck.TryBuild(certificate, [_installation.Issuing.Certificate.Leaf], _installation.Anchors, _installation.Clock.Now, TimeSpan.Zero, out _, out var refusal));
        return refusal.Kind;
    }
}
