using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;
using Palisade.Manager.Sessions;

namespace Palisade.Manager.Oidc;

/// <summary>The authorization code flow (OpenID Connect Core, section 3.1) with PKCE, state and nonce. Strangers are told no reasons: those are in the log and the audit trail.</summary>
internal sealed partial class OidcSigning(Providers providers, ProviderConnection connection, Authenticator authenticator, SigningOn signing, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly PendingSignOns _pending = new(clock);
    private readonly ProviderKnowledge _knowledge = new(connection, clock);

    private readonly Turns _turns = new();

    /// <summary>Begins a sign-on.</summary>
    public Task<BegunSignOn> BeginAsync(ProviderSignOn asked, string from, CancellationToken stop) => InTurnAsync(asked.Tenant, async () =>
    {
        if (await providers.FindAsync(asked.Tenant, asked.Provider, stop) is not { } provider) throw new RequestRefused(401, "There is no such identity provider: the tenant needs an object identity_provider, and where it has several, one has to be named.");
        if (!provider.Returns(asked.RedirectUri)) throw new RequestRefused(403, "The address to come back to is neither http://127.0.0.1:PORT/callback nor one that the provider's object lists.");
        var known = await TryAsync(provider, () => _knowledge.OfAsync(provider, stop));
        var pending = new PendingSignOn(provider, asked.RedirectUri, PendingSignOns.Random(), PendingSignOns.Random(), PendingSignOns.Random(), from, clock.GetUtcNow() + PendingSignOns.Longest);
        if (_pending.Add(pending) is not { } flow) throw new RequestRefused(429, "Too many sign on at once.") { RetryAfter = TimeSpan.FromMinutes(1) };
        return new BegunSignOn(Url(known.Authorization, pending), pending.State, flow, pending.Expires);
    });

    /// <summary>Finishes it: the code becomes an ID token, the token a user, the user a session.</summary>
    public Task<(SignedOn Session, string Secret)> FinishAsync(FinishSignOn asked, string from, CancellationToken stop) =>
        _pending.Take(asked.Flow, asked.State) is { } pending ? InTurnAsync(pending.Provider.Tenant, () => FinishAsync(pending, asked, from, stop)) : throw Refused();

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private async Task<(SignedOn Session, string Secret)> FinishAsync(PendingSignOn pending, FinishSignOn asked, string from, CancellationToken stop)
    {
        var provider = pending.Provider;
        // The object may be another by now: who was let in by the old one is not let in.
        if ((await providers.FindAsync(provider.Tenant, provider.Name, stop))?.Version != provider.Version) throw await RefusedAsync(provider, "the object was changed meanwhile", from, stop);
        if (asked.Issuer is { } issuer && issuer != provider.Issuer) throw await RefusedAsync(provider, "the answer is another issuer's", from, stop);
        var token = await ExchangeAsync(pending, asked.Code, from, stop);
        var (who, fault) = await TryAsync(provider, () => new IdTokens(_knowledge, clock).JudgeAsync(provider, token, pending.Nonce, stop));
        if (who is null) throw await RefusedAsync(provider, fault, from, stop);
        var (user, none) = await new MappedUsers(authenticator, clock).OfAsync(provider, who, stop);
        return user is null ? throw await RefusedAsync(provider, none, from, stop) : await signing.OpenAsync(provider.Tenant, user, asked.Cookie, from, stop);
    }

    private async Task<string> ExchangeAsync(PendingSignOn pending, string code, string from, CancellationToken stop)
    {
        var provider = pending.Provider;
        try
        {
            var known = await _knowledge.OfAsync(provider, stop);
            var form = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = pending.RedirectUri, ["code_verifier"] = pending.Verifier,
            };
            var answer = ProviderConnection.Json(await connection.PostAsync(provider, known.Token, form, await providers.SecretAsync(provider, stop), stop));
            if (answer["id_token"] is { Kind: NodeKind.Text, Value: var token }) return token;
        }
        catch (ProviderFault fault) when (fault.IsRefusal)
        {
            throw await RefusedAsync(provider, "the provider does not take the code", from, stop);
        }
        catch (ProviderFault fault)
        {
            throw Unavailable(provider, fault);
        }

        throw await RefusedAsync(provider, "the provider gave no ID token", from, stop);
    }

    private static string Url(Uri authorization, PendingSignOn pending)
    {
        var spec = pending.Provider.Spec;
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pending.Verifier)));
        (string Name, string Value)[] query =
        [
            ("response_type", "code"), ("client_id", spec.ClientId), ("redirect_uri", pending.RedirectUri), ("scope", string.Join(' ', spec.Scopes)),
            ("state", pending.State), ("nonce", pending.Nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ];
        return $"{authorization.AbsoluteUri}{(authorization.Query.Length > 0 ? '&' : '?')}{string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}";
    }

    private async Task<T> InTurnAsync<T>(string tenant, Func<Task<T>> work)
    {
        if (!_turns.Enter(tenant)) throw new RequestRefused(429, "Too many sign on at once.") { RetryAfter = TimeSpan.FromSeconds(5) };
        try
        {
            return await work();
        }
        finally
        {
            _turns.Leave(tenant);
        }
    }

    private async Task<T> TryAsync<T>(Provider provider, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ProviderFault fault)
        {
            throw Unavailable(provider, fault);
        }
    }

    private RequestRefused Unavailable(Provider provider, ProviderFault fault)
    {
        NoAnswer(logger, provider.Tenant, provider.Name, fault.Message, fault.InnerException?.Message ?? "");
        return new(503, "The identity provider cannot be asked; other ways to sign on go on.") { RetryAfter = TimeSpan.FromSeconds(10) };
    }

    private async Task<RequestRefused> RefusedAsync(Provider provider, string why, string from, CancellationToken stop)
    {
        await authenticator.Of(provider.Tenant).NoteAsync("session.refused", "palisade", $"by the identity provider {provider.Name} from {from}: {why}", stop);
        return Refused();
    }

    private static RequestRefused Refused() => new(401, "The sign-on by the identity provider is not good; the audit trail says why.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "identity provider {Tenant}/{Name}: {Fault} {Cause}")]
    private static partial void NoAnswer(ILogger logger, string tenant, string name, string fault, string cause);
}
