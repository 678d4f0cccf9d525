using Palisade.Api.Accounts;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;

namespace Palisade.Manager.Sessions;

/// <summary>Signing on and off, and what is one's own.</summary>
internal sealed class SessionRoutes(SigningOn signing, Authenticator authenticator, Passwords passwords)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("POST", "/api/sessions", "Sign on with a password", Gate.Open, BeginAsync)
        {
            Body = new(typeof(SignOn)), Answers = [new(201, typeof(SignedOn))], Problems = [401, 403, 429],
        },
        new("GET", "/api/sessions", "One's own sessions", Gate.SignedOn, ListAsync) { Answers = [new(200, typeof(SessionList))] },
        new("DELETE", "/api/sessions/current", "Sign off", Gate.SignedOn, EndAsync) { Answers = [new(204, null)] },
        new("DELETE", "/api/sessions/{id}", "End one of one's own sessions", Gate.SignedOn, EndOneAsync) { Answers = [new(204, null)], Problems = [404] },
        new("GET", "/api/me", "Who asks", Gate.SignedOn, c => Task.FromResult(Answer.Ok(c.By.ToIdentity()))) { Answers = [new(200, typeof(Identity))] },
        new("POST", "/api/me/password", "Change one's own password; all other sessions end", Gate.SignedOn, ChangePasswordAsync)
        {
            Body = new(typeof(PasswordChange)), Answers = [new(204, null)], Problems = [409, 429],
        },
    ];

    private async Task<Answer> BeginAsync(Call call)
    {
        var asked = await call.ReadAsync(f => new SignOn(f.Text("user"), f.Text("password"), f.OptionalText("tenant") ?? "system", f.Flag("cookie")));
        if (asked.Cookie && !call.IsOurs) throw new RequestRefused(403, $"A browser's session is asked for with the header {SessionCookie.Header}, from this host.");
        var (session, secret) = await signing.BeginAsync(asked, call.From, call.Stop);
        return new(201, asked.Cookie ? session : session with { Token = secret }) { Cookie = asked.Cookie ? secret : null };
    }

    private async Task<Answer> ListAsync(Call call)
    {
        var mine = await signing.SessionsAsync(call.By, call.Stop);
        return Answer.Ok(new SessionList(
        [
            .. mine.OrderByDescending(s => s.Session.LastUsed).Select(s =>
                new SessionView(Secret.Id(s.Hash), s.Session.Created, s.Session.LastUsed, s.Session.Expires, s.Session.From, Secret.Id(s.Hash) == call.By.CredentialId)),
        ]));
    }

    private Task<Answer> EndAsync(Call call) => EndAsync(call, call.By.CredentialId);

    private Task<Answer> EndOneAsync(Call call) => EndAsync(call, call.Name("id"));

    private async Task<Answer> EndAsync(Call call, string id)
    {
        if (!await signing.EndAsync(call.By, id, call.Stop)) throw RequestRefused.NotFound("There is no such session of yours: the list of your sessions has their ids.");
        return Answer.Nothing with { Cookie = id == call.By.CredentialId && call.By.Credential is Credential.Cookie ? "" : null };
    }

    private async Task<Answer> ChangePasswordAsync(Call call)
    {
        var asked = await call.ReadAsync(f => new PasswordChange(f.Text("new"), f.Text("old")));
        if (call.By.Credential is Credential.Token) throw new RequestRefused(403, "A token does not change passwords.");
        await signing.CheckAsync(call.By.Tenant, call.By.User, asked.Old!, call.From, call.Stop);
        if (Passwords.Fault(asked.New, call.By.User) is { } fault) throw BodyText.Invalid([new("new", fault)]);
        var accounts = authenticator.Of(call.By);
        if (await accounts.FindUserAsync(call.By.User, call.Stop) is not (var user, var version)) throw RequestRefused.NotFound();
        var changed = user with { Password = await passwords.HashAsync(asked.New, call.Stop) };
        var own = (await signing.SessionsAsync(call.By, call.Stop)).FirstOrDefault(s => Secret.Id(s.Hash) == call.By.CredentialId).Hash ?? "";
        if (!await accounts.WriteUserAsync(changed, version, new("user.password", new(call.By.Author, user.Name)), endSessions: true, but: own, stop: call.Stop))
            throw new RequestRefused(409, "The user was changed at the same time.");
        return Answer.Nothing;
    }
}
