using System.Security.Cryptography;
using System.Text;
using Palisade.Protection.Apis.Jwt;

namespace Palisade.Manager.Oidc;

/// <summary>Who somebody is, as a provider says.</summary>
internal sealed record Claimed(string Subject, string Name, IReadOnlyList<string> Groups);

/// <summary>Judges ID tokens (OpenID Connect Core, section 3.1.3.7) with the one validation of tokens there is, <see cref="JwtValidation"/>.</summary>
internal sealed class IdTokens(ProviderKnowledge knowledge, TimeProvider clock)
{
    private const int LongestSubject = 255;
    private const int MostGroups = 1000;

    /// <summary>Who it says, or what is wrong in one sentence that holds nothing of the token.</summary>
    /// <param name="nonce">What this sign-on was begun with.</param>
    public async Task<(Claimed? Who, string Fault)> JudgeAsync(Provider provider, string token, string nonce, CancellationToken stop)
    {
        var known = await knowledge.OfAsync(provider, stop);
        var result = Judge(provider, known, token);
        if (result.Fault is JwtFault.Key or JwtFault.Signature && await knowledge.AfterAsync(provider, known, stop) is { } anew) result = Judge(provider, anew, token);
        if (result.Claims is not { } claims) return (null, result.Detail);
        if (claims["nonce"] is not { } own || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(own), Encoding.UTF8.GetBytes(nonce))) return (null, "the token is for another sign-on");
        if (Presenter(provider, claims) is { } fault) return (null, fault);
        if (claims["sub"] is not { Length: > 0 and <= LongestSubject } subject) return (null, "the token names no subject");
        return claims[provider.Spec.NameClaim] is { } name ? (new(subject, name, [.. claims.Texts(provider.Spec.GroupsClaim).Take(MostGroups)]), "") : (null, $"the token has no claim '{provider.Spec.NameClaim}', which is to give the name");
    }

    private JwtResult Judge(Provider provider, Described known, string token)
    {
        var options = new JwtOptions { Algorithms = provider.Spec.Algorithms, Issuer = provider.Issuer, Audiences = [provider.Spec.ClientId], MandatoryClaims = ["sub", "iat", "nonce"] };
        return new JwtValidation(options, known.Keys).Judge(Encoding.UTF8.GetBytes(token), clock.GetUtcNow());
    }

    // A token for several is good for us only when it was made for our asking.
    private static string? Presenter(Provider provider, JwtClaims claims)
    {
        var presenter = claims["azp"];
        if (presenter is not null && presenter != provider.Spec.ClientId) return "the token was made for another client";
        return presenter is null && claims.Texts("aud").Count > 1 ? "the token is for several, and does not say for whom it was made" : null;
    }
}
