using Palisade.Api.Accounts;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;

namespace Palisade.Manager.Sessions;

/// <summary>Passwords are tried here and nowhere else: slowly, countedly, and written down.</summary>
internal sealed class SigningOn(Authenticator authenticator, Passwords passwords, Attempts attempts, SessionLimits limits, TimeProvider clock)
{
    /// <summary>Begins a session.</summary>
    public async Task<(SignedOn Session, string Secret)> BeginAsync(SignOn asked, string from, CancellationToken stop)
    {
        var user = await CheckAsync(asked.Tenant, asked.User, asked.Password, from, stop);
        return await OpenAsync(asked.Tenant, user, asked.Cookie, from, stop);
    }

    /// <summary>Begins a session of somebody who proved who they are.</summary>
    public async Task<(SignedOn Session, string Secret)> OpenAsync(string tenant, User user, bool cookie, string from, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (text, hash) = Secret.Make(Secret.OfSession, tenant);
        var session = new UserSession(user.Uid, user.Name, now, now, now + limits.Longest, from);
        var by = user.Provider is null ? "" : $" by the identity provider {user.Provider}";
        var note = new Storage.Records.RecordNote("session.begun", new($"{tenant}/{user.Name}", $"session {Secret.Id(hash)} from {from}{by}"));
        await authenticator.Of(tenant).BeginSessionAsync(hash, session, limits.MostSessions, note, stop);
        var identity = new Principal(tenant, user.Name, user.Grants, null, cookie ? Credential.Cookie : Credential.Session, Secret.Id(hash)).ToIdentity();
        return (new(identity, session.Expires, (int)limits.Idle.TotalSeconds), text);
    }

    /// <summary>The sessions of a user.</summary>
    public async Task<IReadOnlyList<(string Hash, UserSession Session)>> SessionsAsync(Principal by, CancellationToken stop)
    {
        var accounts = authenticator.Of(by);
        if (await accounts.FindUserAsync(by.User, stop) is not (var user, _)) return [];
        return [.. (await accounts.SessionsAsync(stop)).Where(s => s.Session.User == user.Uid)];
    }

    /// <summary>Ends a session of a user's own.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> EndAsync(Principal by, string id, CancellationToken stop)
    {
        if ((await SessionsAsync(by, stop)).FirstOrDefault(s => Secret.Id(s.Hash) == id) is not { Hash: { } hash }) return false;
        await authenticator.Of(by).EndAsync(AccountRecords.Session, hash, new("session.ended", new(by.Author, $"session {id} of {by.User}")), stop);
        return true;
    }

    /// <summary>The user whose password this is; everything else is refused in the same words and after the same time.</summary>
    public async Task<User> CheckAsync(string tenant, string name, string password, string from, CancellationToken stop)
    {
        var account = $"{tenant}/{(name.Length <= ObjectNames.LongestName ? name : "")}";
        if (attempts.Wait(from, account) is { Ticks: > 0 } wait) throw new RequestRefused(429, "There were too many failures.") { RetryAfter = wait };
        if (passwords.IsBusy) throw new RequestRefused(429, "Too many sign on at once.") { RetryAfter = TimeSpan.FromSeconds(5) };
        attempts.Begin(from, account);
        var found = ObjectNames.IsLabel(tenant) && ObjectNames.IsName(name) ? await authenticator.Of(tenant).FindUserAsync(name, stop) : null;
        // A password that is too long is not computed with.
        var right = await passwords.IsRightAsync(password.Length <= Passwords.Longest ? password : "", found?.User.Password is { Length: > 0 } kept ? kept : null, stop);
        if (!right || found is not { User: { Disabled: false } user })
        {
            await NoteAsync(tenant, name, from, stop);
            throw new RequestRefused(401, "The tenant, the user or the password is wrong.");
        }

        attempts.Succeed(from, account);
        return user;
    }

    private async Task NoteAsync(string tenant, string name, string from, CancellationToken stop)
    {
        // What a stranger typed is not written down unless it can be a name: it may be a password in the wrong field.
        var shown = ObjectNames.IsLabel(tenant) && ObjectNames.IsName(name) ? $"{tenant}/{name}" : "no name";
        await (await authenticator.NearestAsync(tenant, stop)).NoteAsync("session.refused", "palisade", $"{shown} from {from}", stop);
    }
}
