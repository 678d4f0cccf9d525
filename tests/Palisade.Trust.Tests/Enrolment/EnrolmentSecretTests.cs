using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Tests.Enrolment;

public sealed class EnrolmentSecretTests
{
    [Fact]
    public void What_is_kept_and_what_is_printed_do_not_hold_the_secret()
    {
        var grant = EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var text);
        var proof = text[^64..];

        Assert.True(EnrolmentSecret.TryParse(text, out var secret));

        Assert.True(secret.Proves(grant));
        Assert.DoesNotContain(proof, grant.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(proof, secret.ToString(), StringComparison.Ordinal);
        Assert.Equal(grant.Id, secret.Id);
    }

    [Fact]
    public void Two_secrets_prove_only_their_own()
    {
        var first = EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var firstText);
        var second = EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out _);

        Assert.True(EnrolmentSecret.TryParse(firstText, out var secret));
        Assert.True(secret.Proves(first));
        Assert.False(secret.Proves(second));
    }

    [Fact]
    public void Every_cut_and_every_changed_character_is_refused_or_proves_nothing()
    {
        var grant = EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var text);

        for (var cut = 0; cut < text.Length; cut++) Assert.False(EnrolmentSecret.TryParse(text.AsSpan(0, cut), out _));
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var c in "0f-Ag ")
            {
                if (text[at] == c) continue;
                var changed = text[..at] + c + text[(at + 1)..];
                if (EnrolmentSecret.TryParse(changed, out var secret)) Assert.False(secret.Proves(grant) && secret.Id == grant.Id);
            }
        }

        Assert.False(EnrolmentSecret.TryParse(text + "0", out _));
    }
}
