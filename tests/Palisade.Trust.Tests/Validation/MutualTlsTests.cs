using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Validation;

namespace Palisade.Trust.Tests.Validation;

/// <summary>Real handshakes over loopback, both ends checking.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private static readonly PeerExpectation Gateways = new(Role.Gateway, Role.Sandbox) { Tenant = "acme", Group = "edge" };
    private static readonly PeerExpectation Managers = new(Role.Manager);

    private readonly Installation _installation = new();
    private readonly End _manager;

    public MutualTlsTests()
    {
        _installation.Revoke(1, []);
        _manager = End(_installation.Issue(Role.Manager, tenant: Identity.SystemTenant));
    }

    [Fact]
    public async Task Two_that_expect_each_other_meet_and_know_each_other()
    {
        var gateway = End(_installation.Issue(Role.Gateway));

        using var handshake = await MeetAsync(gateway);

        Assert.True(handshake.Succeeded, string.Join(' ', _manager.Refused.Concat(gateway.Refused)));
        Assert.Equal(_installation.Identity(Role.Gateway), handshake.Client);
        Assert.Equal(Role.Manager, handshake.Server!.Role);
        Assert.Empty(_manager.Refused);
        Assert.Empty(gateway.Refused);
    }

    [Fact]
    public async Task One_that_shows_nothing_is_refused()
    {
        var gateway = End(_installation.Issue(Role.Gateway));
        var options = gateway.Tls.ForClient(Managers);
        options.ClientCertificateContext = null;

        using var handshake = await Handshake.MakeAsync(options, _manager.Tls.ForServer(Gateways));

        Assert.False(handshake.Succeeded);
        Assert.Equal(PeerRefusal.NoCertificate, Assert.Single(_manager.Refused).Kind);
    }

    [Fact]
    public Task Another_role_is_refused() => IsRefusedAsync(_installation.Issue(Role.Collector), PeerRefusal.WrongRole);

    [Fact]
    public Task Another_group_is_refused() => IsRefusedAsync(_installation.Issue(Role.Gateway, group: "lab"), PeerRefusal.WrongGroup);

    [Fact]
    public Task Another_tenant_is_refused() => IsRefusedAsync(_installation.Issue(Role.Gateway, tenant: "rival"), PeerRefusal.WrongTenant);

    [Fact]
    public Task A_certificate_that_signs_snapshots_opens_no_connection() => IsRefusedAsync(_installation.Signer(), PeerRefusal.WrongUse);

    [Fact]
    public async Task One_that_was_issued_by_another_root_is_refused()
    {
        using var other = new Installation();
        await IsRefusedAsync(other.Issue(Role.Gateway), PeerRefusal.UnknownIssuer);
    }

    [Fact]
    public async Task One_that_issued_itself_is_refused()
    {
        using var key = Trust.Authority.SigningRequest.CreateKey();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(IdentityExtension.Write(_installation.Identity(Role.Gateway)));
        request.CertificateExtensions.Add(CertificateUses.Write(CertificateUse.Connection));
        var selfMade = request.CreateSelfSigned(_installation.Clock.Now.AddHours(-1), _installation.Clock.Now.AddHours(1));
        await IsRefusedAsync(new KeyedCertificate(selfMade, []), PeerRefusal.UnknownIssuer);
    }

    [Fact]
    public async Task An_expired_one_is_refused_after_the_skew_and_not_within()
    {
        var late = _installation.Issue(Role.Gateway);
        _installation.Clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromMinutes(4);
        var manager = End(_installation.Issue(Role.Manager, tenant: Identity.SystemTenant), StaleLists.Accept);
        var gateway = End(late, StaleLists.Accept);
        using (var within = await Handshake.MakeAsync(gateway.Tls.ForClient(Managers), manager.Tls.ForServer(Gateways))) Assert.True(within.Succeeded);

        _installation.Clock.Now += TimeSpan.FromMinutes(2);
        using var after = await Handshake.MakeAsync(gateway.Tls.ForClient(Managers), manager.Tls.ForServer(Gateways));

        Assert.False(after.Succeeded);
        Assert.Equal(PeerRefusal.Expired, Assert.Single(manager.Refused).Kind);
    }

    [Fact]
    public async Task One_from_the_future_is_refused()
    {
        var now = _installation.Clock.Now;
        _installation.Clock.Now = now.AddMinutes(30);
        var early = _installation.Issue(Role.Gateway);
        _installation.Clock.Now = now;

        await IsRefusedAsync(early, PeerRefusal.NotYetValid);
    }

    [Fact]
    public async Task A_revoked_certificate_and_a_revoked_identity_are_refused()
    {
        var (certificate, identity) = (_installation.Issue(Role.Gateway, id: "a"), _installation.Issue(Role.Gateway, id: "b"));
        _installation.Revoke(2, [certificate.Leaf.SerialNumber], _installation.Identity(Role.Gateway, id: "b"));

        await IsRefusedAsync(certificate, PeerRefusal.Revoked);
        await IsRefusedAsync(identity, PeerRefusal.Revoked);
    }

    [Fact]
    public void A_connection_that_is_held_is_given_up_when_its_peer_was_taken_back_or_ended()
    {
        using var gateway = _installation.Issue(Role.Gateway);
        var validator = new PeerValidator(_installation.Anchors, _installation.Revocations, _installation.Clock);
        Assert.Null(validator.Recheck(gateway.Leaf));

        _installation.Clock.Now += TimeSpan.FromHours(25);
        Assert.Equal(PeerRefusal.Expired, validator.Recheck(gateway.Leaf)!.Kind);
        _installation.Clock.Now -= TimeSpan.FromHours(25);
        _installation.Revoke(2, [gateway.Leaf.SerialNumber]);
        Assert.Equal(PeerRefusal.Revoked, validator.Recheck(gateway.Leaf)!.Kind);
    }

    [Fact]
    public void Strangers_certificates_of_any_damage_are_refused_and_never_throw()
    {
        using var gateway = _installation.Issue(Role.Gateway);
        var validator = new PeerValidator(_installation.Anchors, _installation.Revocations, _installation.Clock);
        var seen = 0;
        foreach (var (_, bytes) in Cuts.Flips(gateway.Leaf.RawData, new Random(1)))
        {
            if (PemText.TryCertificate(bytes) is not { } damaged) continue;
            seen++;
            Assert.False(validator.TryAdmit(damaged, gateway.Issuers, Gateways, out _, out var refusal));
            Assert.NotEmpty(refusal.Reason);
        }

        Assert.True(seen > 100);
    }

    [Fact]
    public async Task Without_a_fresh_list_the_side_that_accepts_lets_nobody_in()
    {
        var gateway = End(_installation.Issue(Role.Gateway), StaleLists.Accept);
        _installation.Clock.Now += TimeSpan.FromHours(2);

        using var handshake = await MeetAsync(gateway);

        Assert.False(handshake.Succeeded);
        Assert.Equal(PeerRefusal.ListTooOld, Assert.Single(_manager.Refused).Kind);
        Assert.Empty(gateway.Refused);
    }

    [Fact]
    public async Task A_gateway_refuses_a_server_that_is_no_manager()
    {
        var (impostor, gateway) = (End(_installation.Issue(Role.Gateway, id: "impostor")), End(_installation.Issue(Role.Gateway)));

        using var handshake = await Handshake.MakeAsync(gateway.Tls.ForClient(Managers), impostor.Tls.ForServer(Gateways));

        Assert.False(handshake.Succeeded);
        Assert.Equal(PeerRefusal.WrongRole, Assert.Single(gateway.Refused).Kind);
    }

    [Fact]
    public async Task After_a_rotation_open_connections_carry_on_and_new_ones_show_the_new_certificate()
    {
        var gateway = End(_installation.Issue(Role.Gateway));
        using var before = await MeetAsync(gateway);
        Assert.True(before.Succeeded);

        var (nextGateway, nextManager) = (_installation.Issue(Role.Gateway), _installation.Issue(Role.Manager, tenant: Identity.SystemTenant));
        gateway.Identity.Replace(nextGateway);
        _manager.Identity.Replace(nextManager);

        Assert.True(await before.CarriesAsync());
        using var after = await MeetAsync(gateway);
        Assert.True(after.Succeeded);
        Assert.Equal(nextGateway.Leaf.GetCertHashString(), after.ServerStream!.RemoteCertificate!.GetCertHashString());
        Assert.Equal(nextManager.Leaf.GetCertHashString(), after.ClientStream!.RemoteCertificate!.GetCertHashString());
        Assert.NotEqual(nextGateway.Leaf.GetCertHashString(), before.ServerStream!.RemoteCertificate!.GetCertHashString());
    }

    public void Dispose() => _installation.Dispose();

    private End End(KeyedCertificate identity, StaleLists stale = StaleLists.Refuse) =>
        new(identity, new PeerValidator(_installation.Anchors, _installation.Revocations, _installation.Clock) { WhenListsAreStale = stale });

    private Task<Handshake> MeetAsync(End gateway) => Handshake.MakeAsync(gateway.Tls.ForClient(Managers), _manager.Tls.ForServer(Gateways));

    private async Task IsRefusedAsync(KeyedCertificate identity, PeerRefusal expected)
    {
        _manager.Refused.Clear();
        using var handshake = await MeetAsync(End(identity));

        Assert.False(handshake.Succeeded);
        var refusal = Assert.Single(_manager.Refused);
        Assert.Equal(expected, refusal.Kind);
        Assert.NotEmpty(refusal.Reason);
    }
}
