using Palisade.Manager.Enrolment;
using Palisade.Manager.Tests.Delivery;
using Palisade.Trust.Authority;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Manager.Tests.Enrolment;

public sealed class ManagerTrustTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DataFolder _data = new();
    private readonly MovedClock _clock = new();

    [Fact]
    public void The_authority_is_made_once_and_no_key_lies_in_clear_or_open_to_others()
    {
        using var first = Open();
        using var second = Open();

        Assert.True(second.Anchors.Holds(first.Anchors.Roots[0]));
        Assert.Equal(Role.Manager, first.Own.Identity.Role);
        foreach (var file in new[] { "manager.key", "authority/authority.pem", "authority/root-key.pem" })
        {
            Assert.Equal(Private, File.GetUnixFileMode(_data.At("data", file)));
            Assert.DoesNotContain("BEGIN PRIVATE KEY", File.ReadAllText(_data.At("data", file)), StringComparison.Ordinal);
        }

        Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", File.ReadAllText(_data.At("data", "authority/authority.pem")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_file_is_told_and_nothing_is_made_anew()
    {
        Open().Dispose();
        var root = File.ReadAllText(_data.At("data", "authority/root.pem"));
        File.Delete(_data.At("data", "manager.key"));

        var fault = Assert.Throws<IOException>(Open);

        Assert.Contains("cannot be opened", fault.Message, StringComparison.Ordinal);
        Assert.Equal(root, File.ReadAllText(_data.At("data", "authority/root.pem")));
    }

    [Fact]
    public void What_ends_is_renewed_before_it_does()
    {
        using var trust = Open();
        var (identity, signer, issuing, list) = (trust.Own.Context, trust.Signer, trust.Issuing, trust.Revocations.OfAuthority!.Number);
        Assert.Null(trust.Renew());
        Assert.Same(identity, trust.Own.Context);
        Assert.Equal(list, trust.Revocations.OfAuthority!.Number);

        _clock.By = TimeSpan.FromHours(17);
        Assert.Null(trust.Renew());
        Assert.NotSame(identity, trust.Own.Context);
        Assert.True(trust.Revocations.OfAuthority!.Number > list);
        Assert.Same(signer, trust.Signer);

        _clock.By = TimeSpan.FromDays(61);
        Assert.Null(trust.Renew());
        Assert.NotSame(signer, trust.Signer);
        Assert.Same(issuing, trust.Issuing);

        _clock.By = TimeSpan.FromDays(250);
        Assert.Null(trust.Renew());
        Assert.NotSame(issuing, trust.Issuing);

        // The root's key was taken away: said, and everything else goes on.
        File.Delete(_data.At("data", "authority/root-key.pem"));
        _clock.By = TimeSpan.FromDays(500);
        Assert.Contains("root's key is not on this machine", trust.Renew(), StringComparison.Ordinal);
        Assert.True(trust.Revocations.IsFresh);
    }

    [Fact]
    public void What_was_taken_back_stays_taken_back_over_a_restart()
    {
        var who = new Identity(TrustDomain.Parse("palisade.internal"), "acme", Role.Gateway, "edge", "one");
        using (var first = Open())
        {
            var told = 0;
            first.ListChanged = () => told++;
            first.Revoke(who);
            first.RevokeSerial("0a0b");
            Assert.Equal(2, told);
        }

        _clock.By = TimeSpan.FromDays(2);
        using var second = Open();
        Assert.True(second.Revocations.IsFresh);
        Assert.True(second.Revocations.OfAuthority!.Names(who));
        Assert.Contains("0A0B", second.Revocations.OfAuthority.Serials);
    }

    [Fact]
    public async Task A_token_is_good_for_one_of_many_that_ask_at_once_with_two_folders_over_the_same_files()
    {
        using var trust = Open();
        GrantFolder[] folders = [new(_data.At("data", "enrolment")), new(_data.At("data", "enrolment"))];
        var (grant, ticket) = new Secrets(folders[0], trust.Anchors, _clock).CreateToken("acme", "edge");
        using var key = SigningRequest.CreateKey();
        var request = SigningRequest.Create(key);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            await new EnrolmentDesk(trust.Issuing, folders[i % 2].Store, new(_clock), _clock).EnrolAsync(ticket.Secret.AsMemory(), request, $"10.0.0.{i}", default))));

        var enrolled = Assert.IsType<EnrolmentResult.Enrolled>(Assert.Single(results, r => r is EnrolmentResult.Enrolled));
        Assert.Equal(("acme", "edge", Role.Gateway), (enrolled.Identity.Tenant, enrolled.Identity.Group, enrolled.Identity.Role));
        Assert.True(folders[1].Find(grant.Id)!.Used);
    }

    [Fact]
    public void Secrets_are_listed_and_deleted_and_none_makes_a_manager()
    {
        using var trust = Open();
        var secrets = new Secrets(new(_data.At("data", "enrolment")), trust.Anchors, _clock);
        Assert.Empty(secrets.List());
        var (grant, ticket) = secrets.CreateSecret("acme", "edge");
        secrets.CreateToken("system", "edge", life: TimeSpan.FromMinutes(5));

        Assert.Equal(2, secrets.List().Count);
        Assert.True(EnrolmentTicket.TryParse(ticket.ToText(), out var parsed, out _));
        Assert.True(parsed.Names(trust.Anchors.Roots[0]));
        Assert.True(secrets.Delete(grant.Id));
        Assert.False(secrets.Delete(grant.Id));
        Assert.False(secrets.Delete("../../x"));
        Assert.Single(secrets.List());
        Assert.Throws<ArgumentException>(() => secrets.CreateSecret("system", "edge", Role.Manager));
        Assert.Throws<ArgumentOutOfRangeException>(() => secrets.CreateToken("acme", "edge", life: TimeSpan.FromDays(8)));
    }

    [Fact]
    public void A_damaged_grant_is_none()
    {
        using var trust = Open();
        var folder = new GrantFolder(_data.At("data", "enrolment"));
        var (grant, _) = new Secrets(folder, trust.Anchors, _clock).CreateSecret("acme", "edge");
        var file = _data.At("data", "enrolment", grant.Id + ".grant");
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Null(folder.Find(grant.Id));
        }

        File.WriteAllBytes(file, whole);
        Assert.Equal(grant, folder.Find(grant.Id));
    }

    public void Dispose() => _data.Dispose();

    private ManagerTrust Open() => ManagerTrust.Open(new() { Folder = _data.At("data") }, _clock);

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}
