using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Signatures;
using Palisade.Trust.Snapshots.Content;
using Palisade.Trust.Snapshots.Manifests;

namespace Palisade.Trust.Tests.Snapshots;

public sealed class SnapshotVerifierTests : IDisposable
{
    private readonly Installation _installation = new();
    private readonly Publisher _publisher;

    public SnapshotVerifierTests() => _publisher = new Publisher(_installation).Set(("site/a", "A"), ("site/b", "B"));

    private SnapshotVerifier Verifier => _publisher.Verifier;

    [Fact]
    public void A_good_one_says_whose_it_is_and_what_it_holds()
    {
        Assert.True(Verifier.TryReceive(_publisher.Sign(7), "acme", "edge", out var manifest, out var refusal), refusal?.Reason);

        Assert.Equal(("acme", "edge", new SnapshotPosition(0, 7)), (manifest.Header.Tenant, manifest.Header.Group, manifest.Header.Position));
        Assert.Equal(2, manifest.Entries);
        Assert.Equal(2, manifest.Bytes);
    }

    [Fact]
    public void Every_truncation_is_refused() =>
        Assert.All(Cuts.Truncations(_publisher.Sign()), cut => Assert.Equal(SnapshotRefusal.Damaged, Received(cut)));

    [Fact]
    public void Every_flipped_byte_is_refused()
    {
        foreach (var (_, bytes) in Cuts.Flips(_publisher.Sign(), new Random(1)))
        {
            Assert.True(Received(bytes) is SnapshotRefusal.Damaged or SnapshotRefusal.NotOurs);
            Assert.False(Verifier.TryReload(bytes, "acme", "edge", out _, out _));
        }
    }

    [Fact]
    public void Noise_is_refused_under_a_good_signature_too()
    {
        using var signer = _installation.Signer();
        foreach (var noise in Cuts.Noise(new Random(2), 300, 300))
        {
            Assert.Equal(SnapshotRefusal.Damaged, Received(noise));
            Assert.Equal(SnapshotRefusal.Damaged, Received(SignedDocument.Sign(ManifestText.Mark, noise, signer)));
        }
    }

    [Fact]
    public void Every_cut_of_a_payload_under_a_good_signature_is_damaged()
    {
        using var signer = _installation.Signer();
        var payload = ManifestText.Write(Header(), _publisher.Content);

        Assert.All(Cuts.Truncations(payload), cut => Assert.Equal(SnapshotRefusal.Damaged, Received(SignedDocument.Sign(ManifestText.Mark, cut, signer))));
        Assert.Equal(SnapshotRefusal.Damaged, Received(SignedDocument.Sign(ManifestText.Mark, [.. payload, 0], signer)));
    }

    [Fact]
    public void Nobody_but_a_manager_with_a_certificate_for_it_signs()
    {
        using var other = new Installation();

        Assert.Equal(SnapshotRefusal.NotOurs, Received(SignedBy(other.Signer())));
        Assert.Equal(SnapshotRefusal.NotOurs, Received(SignedBy(_installation.Issue(Role.Gateway))));
        Assert.Equal(SnapshotRefusal.NotOurs, Received(SignedBy(_installation.Issue(Role.Manager, tenant: Identity.SystemTenant))));
        Assert.Equal(SnapshotRefusal.NotOurs, Received(SignedBy(_installation.Issuing.Certificate)));
        Assert.Equal(SnapshotRefusal.NotOurs, Received(SignedBy(_installation.Issue(_installation.Identity(Role.Manager, tenant: "rival"), CertificateUse.SnapshotSigning))));
        Assert.True(Verifier.TryReceive(SignedBy(_installation.Issue(_installation.Identity(Role.Manager, tenant: "acme"), CertificateUse.SnapshotSigning)), "acme", "edge", out _, out _));
    }

    [Fact]
    public void A_signature_of_one_content_is_none_of_another()
    {
        var (one, two) = (_publisher.Sign(7), _publisher.Set(("site/a", "evil")).Sign(7));
        var forged = two[..^66].Concat(one[^66..]).ToArray();

        Assert.Equal(SnapshotRefusal.NotOurs, Received(forged));
    }

    [Fact]
    public void Another_tenants_and_another_groups_are_refused()
    {
        Assert.Equal(SnapshotRefusal.WrongTenant, Received(new Publisher(_installation, tenant: "rival").Sign()));
        Assert.Equal(SnapshotRefusal.WrongGroup, Received(new Publisher(_installation, group: "lab").Sign()));
    }

    [Fact]
    public void One_from_the_future_is_refused_from_the_network_and_not_from_the_disk()
    {
        var now = _installation.Clock.Now;
        _installation.Clock.Now = now.AddMinutes(6);
        var signed = _publisher.Sign();
        _installation.Clock.Now = now;

        Assert.Equal(SnapshotRefusal.FromTheFuture, Received(signed));
        Assert.True(Verifier.TryReload(signed, "acme", "edge", out _, out _));
    }

    [Fact]
    public void When_the_signer_is_over_the_network_is_refused_and_the_disk_is_not()
    {
        var signed = _publisher.Sign();
        _installation.Clock.Now = _installation.Clock.Now.AddDays(91);

        Assert.Equal(SnapshotRefusal.SignerExpired, Received(signed));
        Assert.True(Verifier.TryReload(signed, "acme", "edge", out _, out _));
        Assert.Equal(SnapshotRefusal.NotOurs, Received(_publisher.Sign()));
    }

    [Fact]
    public void A_signer_that_was_taken_back_is_refused_from_the_disk_too()
    {
        var signed = _publisher.Sign();
        _installation.Revoke(1, [], _installation.Identity(Role.Manager, tenant: Identity.SystemTenant));

        Assert.Equal(SnapshotRefusal.Revoked, Received(signed));
        Assert.False(Verifier.TryReload(signed, "acme", "edge", out _, out var refusal));
        Assert.Equal(SnapshotRefusal.Revoked, refusal.Kind);
    }

    [Fact]
    public void A_signer_that_is_remembered_is_still_asked_for_its_time_its_lists_and_its_signature()
    {
        var first = _publisher.Sign();
        Assert.True(Verifier.TryReceive(first, "acme", "edge", out _, out _));
        var forged = (byte[])first.Clone();
        forged[^1] ^= 1;

        Assert.Equal(SnapshotRefusal.NotOurs, Received(forged));
        var now = _installation.Clock.Now;
        _installation.Clock.Now = now.AddDays(91);
        Assert.Equal(SnapshotRefusal.NotOurs, Received(_publisher.Sign()));
        _installation.Clock.Now = now;
        Assert.True(Verifier.TryReceive(_publisher.Sign(), "acme", "edge", out _, out _));
        _installation.Revoke(1, [], _installation.Identity(Role.Manager, tenant: Identity.SystemTenant));
        Assert.Equal(SnapshotRefusal.Revoked, Received(first));
    }

    public void Dispose() => _installation.Dispose();

    private SnapshotHeader Header() => new("acme", "edge", new(0, 1), _installation.Clock.Now, default);

    private byte[] SignedBy(KeyedCertificate signer) => SignedDocument.Sign(ManifestText.Mark, ManifestText.Write(Header(), SnapshotContent.Empty), signer);

    private SnapshotRefusal Received(byte[] signed)
    {
        Assert.False(Verifier.TryReceive(signed, "acme", "edge", out _, out var refusal));
        Assert.NotEmpty(refusal.Reason);
        return refusal.Kind;
    }
}
