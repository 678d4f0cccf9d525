using Palisade.Trust.Identities;

namespace Palisade.Trust.Tests.Identities;

public sealed class IdentityTextTests
{
    private const string Good = "spiffe://palisade.internal/tenant/acme/role/gateway/group/edge-eu/id/gw_1.a";

    [Fact]
    public void A_good_one_is_understood_and_written_back_the_same()
    {
        Assert.True(IdentityText.TryParse(Good, out var identity, out _));

        Assert.Equal(("palisade.internal", "acme", Role.Gateway, "edge-eu", "gw_1.a"), (identity.Domain.Name, identity.Tenant, identity.Role, identity.Group, identity.Id));
        Assert.Equal(Good, identity.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://")]
    [InlineData("SPIFFE://palisade.internal/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("https://palisade.internal/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://Palisade.internal/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal:443/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://user@palisade.internal/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://10.0.0.1/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://-a.internal/tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal./tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal//tenant/acme/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/a/")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/..")]
    [InlineData("spiffe://palisade.internal/tenant/./role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/Gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/admin/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/1/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/role/gateway/tenant/acme/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/a?x=1")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/a#x")]
    [InlineData("spiffe://palisade.internal/tenant/a%63me/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acmé/role/gateway/group/edge/id/a")]
    [InlineData("spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/a\0")]
    [InlineData(" spiffe://palisade.internal/tenant/acme/role/gateway/group/edge/id/a")]
    public void Anything_else_is_refused_with_a_reason(string text)
    {
        Assert.False(IdentityText.TryParse(text, out var identity, out var fault));

        Assert.Null(identity);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void The_longest_parts_fit_and_one_character_more_does_not()
    {
        var (domain, segment) = ($"{new string('a', 63)}.{new string('b', 63)}.{new string('c', 63)}.{new string('d', 61)}", new string('x', 128));
        var longest = new Identity(TrustDomain.Parse(domain), segment, Role.Lumberjack, segment, segment).ToString();

        Assert.True(longest.Length <= IdentityText.MostCharacters);
        Assert.True(IdentityText.TryParse(longest, out var identity, out _));
        Assert.Equal(longest, identity.ToString());
        Assert.False(IdentityText.TryParse(longest + "x", out _, out _));
        Assert.Null(TrustDomain.TryParse(domain + "d"));
    }

    [Fact]
    public void Of_every_cut_only_those_within_the_id_are_identities_and_none_is_the_whole()
    {
        for (var cut = 0; cut < Good.Length; cut++)
        {
            var understood = IdentityText.TryParse(Good[..cut], out var identity, out _);

            Assert.Equal(cut > Good.LastIndexOf('/') + 1, understood);
            if (understood) Assert.Equal(Good[..cut], identity!.ToString());
        }
    }

    [Fact]
    public void What_is_understood_is_written_back_the_same_whatever_it_was()
    {
        var random = new Random(1);
        const string letters = "ae/.-_%:@?# \0Zé";
        for (var i = 0; i < 20_000; i++)
        {
            var text = Good.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--) text[random.Next(text.Length)] = letters[random.Next(letters.Length)];

            if (IdentityText.TryParse(new string(text), out var identity, out _)) Assert.Equal(new string(text), identity.ToString());
        }
    }

    [Fact]
    public void Components_of_the_installation_serve_every_tenant_and_others_their_own()
    {
        var domain = TrustDomain.Parse("palisade.internal");

        Assert.True(new Identity(domain, Identity.SystemTenant, Role.Gateway, "g", "i").Serves("acme"));
        Assert.True(new Identity(domain, "acme", Role.Gateway, "g", "i").Serves("acme"));
        Assert.False(new Identity(domain, "acme", Role.Gateway, "g", "i").Serves("Acme"));
        Assert.False(new Identity(domain, "acme", Role.Gateway, "g", "i").Serves(Identity.SystemTenant));
    }
}
