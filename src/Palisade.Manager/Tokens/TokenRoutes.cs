using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;

namespace Palisade.Manager.Tokens;

/// <summary>Tokens for programs: one's own, and for who administers a tenant those of its users.</summary>
internal sealed class TokenRoutes(Authenticator authenticator, TimeProvider clock)
{
    private const int MostTokens = 100;

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/me/tokens", "One's own tokens", Gate.SignedOn, async c => Answer.Ok(List(await MineAsync(c)))) { Answers = [new(200, typeof(TokenList))] },
        new("POST", "/api/me/tokens", "Make a token; its secret is told once", Gate.SignedOn, MakeAsync) { Body = new(typeof(NewToken)), Answers = [new(201, typeof(MadeToken))], Problems = [409] },
        new("DELETE", "/api/me/tokens/{id}", "Revoke one of one's own tokens", Gate.SignedOn, async c => await RevokeAsync(c, c.By.Tenant, await MineAsync(c)))
        {
            Answers = [new(204, null)], Problems = [404],
        },
        new("GET", "/api/tenants/{tenant}/tokens", "The tokens of a tenant's users", Gate.Here(Permission.Audit), async c => Answer.Ok(List(await OfTenantAsync(c)))) { Answers = [new(200, typeof(TokenList))] },
        new("DELETE", "/api/tenants/{tenant}/tokens/{id}", "Revoke a token of a tenant's user", Gate.Here(Permission.Accounts), async c => await RevokeAsync(c, c.Tenant, await OfTenantAsync(c)))
        {
            Answers = [new(204, null)],
        },
    ];

    private async Task<Answer> MakeAsync(Call call)
    {
        if (call.By.Credential is Credential.Token) throw new RequestRefused(403, "A token makes no other: whoever found one could keep it for ever.");
        var asked = await call.ReadAsync(f => Read(f, call.By));
        if ((await MineAsync(call)).Count >= MostTokens) throw new RequestRefused(409, $"You have {MostTokens} tokens already.");
        var accounts = authenticator.Of(call.By);
        if (await accounts.FindUserAsync(call.By.User, call.Stop) is not (var user, _)) throw RequestRefused.NotFound();
        var (secret, hash) = Secret.Make(Secret.OfToken, call.By.Tenant);
        var now = clock.GetUtcNow();
        var token = new ApiToken(user.Uid, user.Name, asked.Name, new(asked.Role, asked.Tenant!, asked.Namespaces), now, now.AddDays(asked.Days));
        var note = $"token {Secret.Id(hash)} of {user.Name}: {Word.Of(asked.Role)} in {asked.Tenant}, {asked.Days} days";
        await accounts.AddTokenAsync(hash, token, new("token.created", new(call.By.Author, note)), call.Stop);
        return new(201, new MadeToken(View((hash, token)), secret));
    }

    private async Task<Answer> RevokeAsync(Call call, string tenant, IReadOnlyList<(string Hash, ApiToken Token)> among)
    {
        if (among.FirstOrDefault(t => Secret.Id(t.Hash) == call.Name("id")) is not { Hash: { } hash, Token: { } token }) throw RequestRefused.NotFound("There is no such token: the list of tokens has their ids.");
        await authenticator.Of(tenant).EndAsync(AccountRecords.Token, hash, new("token.revoked", new(call.By.Author, $"token {Secret.Id(hash)} of {token.UserName}")), call.Stop);
        return Answer.Nothing;
    }

    private async Task<IReadOnlyList<(string Hash, ApiToken Token)>> MineAsync(Call call) => [.. (await authenticator.Of(call.By).TokensAsync(call.Stop)).Where(t => t.Token.UserName == call.By.User)];

    private Task<IReadOnlyList<(string Hash, ApiToken Token)>> OfTenantAsync(Call call) => authenticator.Of(call.Tenant).TokensAsync(call.Stop);

    private static NewToken Read(Fields fields, Principal by)
    {
        if (!fields.Has("role")) fields.Fault("role", "It is missing.");
        var asked = new NewToken(fields.Text("name"), fields.Choice("role", Role.Viewer), fields.OptionalText("tenant") ?? by.Tenant, fields.OptionalTexts("namespaces"), fields.Number("days", 90, 1, 366));
        if (asked.Name.Length is 0 or > 128 || asked.Name.Any(char.IsControl)) fields.Fault("name", "It has 1 to 128 characters, none of them a control character.");
        var scope = new Grant(asked.Role, asked.Tenant!, asked.Namespaces);
        foreach (var (field, message) in scope.Check(by.Tenant)) fields.Fault(field, message);
        if (!Has(by, scope)) fields.Fault("role", "A token can do no more than its user.");
        return asked;
    }

    private static bool Has(Principal by, Grant scope) => Enum.GetValues<Permission>().Where(p => scope.Role.Allows(p)).All(p =>
        scope.Namespaces is null ? by.May(p, scope.Tenant) : scope.Namespaces.All(n => by.May(p, scope.Tenant, n)));

    private static TokenList List(IReadOnlyList<(string Hash, ApiToken Token)> tokens) => new([.. tokens.OrderBy(t => t.Token.Created).Select(View)]);

    private static TokenView View((string Hash, ApiToken Token) kept) =>
        new(Secret.Id(kept.Hash), kept.Token.Name, kept.Token.UserName, kept.Token.Scope, kept.Token.Created, kept.Token.Expires);
}
