using Palisade.Trust.Identities;
using Palisade.Trust.Revocation;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Tests.Revocation;

public sealed class RevocationsTests : IDisposable
{
    private readonly Installation _installation = new();

    private Revocations Lists => _installation.Revocations;

    [Fact]
    public void A_list_names_certificates_and_identities()
    {
        using var bySerial = _installation.Issue(Role.Gateway, id: "a");
        using var byIdentity = _installation.Issue(Role.Gateway, id: "b");
        using var good = _installation.Issue(Role.Gateway, id: "c");

        _installation.Revoke(1, [bySerial.Leaf.SerialNumber.ToLowerInvariant()], _installation.Identity(Role.Gateway, id: "b"));

        Assert.NotNull(Lists.Find([bySerial.Leaf], _installation.Identity(Role.Gateway, id: "a")));
        Assert.NotNull(Lists.Find([byIdentity.Leaf], _installation.Identity(Role.Gateway, id: "b")));
        Assert.Null(Lists.Find([good.Leaf], _installation.Identity(Role.Gateway, id: "c")));
        Assert.True(Lists.IsFresh);
    }

    [Fact]
    public void An_older_list_and_another_of_the_same_number_are_refused_and_the_same_again_is_not()
    {
        var (older, holds, twin) = (Signed(4), Signed(5, "AB"), Signed(5));
        Assert.True(Lists.TryTake(holds, out _));

        Assert.True(Lists.TryTake(holds, out _));
        Assert.Equal(ListRefusal.Older, Refused(older));
        Assert.Equal(ListRefusal.Older, Refused(twin));
        Assert.True(Lists.TryTake(Signed(6), out _));
        Assert.Equal(6UL, Lists.OfAuthority!.Number);
    }

    [Fact]
    public void Lists_of_strangers_of_components_and_of_the_future_are_refused()
    {
        using var stranger = new Installation();
        using var manager = _installation.Issue(Role.Manager);
        var list = List(1);

        Assert.Equal(ListRefusal.NotOurs, Refused(stranger.Issuing.Sign(list)));
        Assert.Equal(ListRefusal.NotOurs, Refused(stranger.Root.Sign(list)));
        Assert.Equal(ListRefusal.NotOurs, Refused(list.Sign(manager)));
        Assert.Equal(ListRefusal.FromTheFuture, Refused(_installation.Issuing.Sign(new(1, _installation.Clock.Now.AddMinutes(6), _installation.Clock.Now.AddHours(1), [], Array.Empty<Identity>()))));
    }

    [Fact]
    public void The_roots_list_takes_back_an_authority_and_what_it_issued_and_its_lists()
    {
        using var gateway = _installation.Issue(Role.Gateway);
        var authority = _installation.Issuing.Certificate.Leaf;

        Assert.True(Lists.TryTake(_installation.Root.Sign(List(1, authority.SerialNumber)), out _));

        Assert.NotNull(Lists.Find([gateway.Leaf, authority, _installation.Root.Certificate], null));
        Assert.Equal(ListRefusal.NotOurs, Refused(Signed(9)));
    }

    [Fact]
    public void A_list_is_fresh_until_it_expires_and_holds_afterwards()
    {
        using var gateway = _installation.Issue(Role.Gateway);
        _installation.Revoke(1, [gateway.Leaf.SerialNumber]);

        _installation.Clock.Now += TimeSpan.FromHours(2);

        Assert.False(Lists.IsFresh);
        Assert.NotNull(Lists.Find([gateway.Leaf], null));
    }

    [Fact]
    public void Every_cut_and_every_flipped_byte_is_refused()
    {
        var good = Signed(1, "AB", "CD");

        Assert.All(Cuts.Truncations(good), cut => Assert.Equal(ListRefusal.Damaged, Refused(cut)));
        Assert.All(Cuts.Flips(good, new Random(1)), flip => Refused(flip.Bytes));
    }

    [Theory]
    [InlineData("BB", "AA")]
    [InlineData("AA", "AA")]
    [InlineData("aa", "bb")]
    [InlineData("AA", "zz")]
    [InlineData("", "AA")]
    public void A_signed_list_in_another_form_than_the_one_there_is_is_damaged(string first, string second)
    {
        var now = _installation.Clock.Now;
        var payload = new CanonicalWriter().U64(1).Time(now).Time(now.AddHours(1)).U32(2).Text(first).Text(second).U32(0).Written;

        Assert.Equal(ListRefusal.Damaged, Refused(SignedDocument.Sign(RevocationText.Mark, payload.Span, _installation.Issuing.Certificate)));
    }

    [Fact]
    public void Noise_inside_a_good_signature_is_damaged()
    {
        foreach (var noise in Cuts.Noise(new Random(3), 300, 120))
        {
            Assert.Equal(ListRefusal.Damaged, Refused(SignedDocument.Sign(RevocationText.Mark, noise, _installation.Issuing.Certificate)));
        }
    }

    public void Dispose() => _installation.Dispose();

    private RevocationList List(ulong number, params string[] serials) => new(number, _installation.Clock.Now, _installation.Clock.Now.AddHours(1), serials, Array.Empty<Identity>());

    private byte[] Signed(ulong number, params string[] serials) => _installation.Issuing.Sign(List(number, serials));

    private ListRefusal Refused(byte[] bytes)
    {
        Assert.False(Lists.TryTake(bytes, out var refusal));
        return refusal.Kind;
    }
}
