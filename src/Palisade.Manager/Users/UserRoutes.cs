using System.Globalization;
using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;

namespace Palisade.Manager.Users;

/// <summary>The users of a tenant.</summary>
internal sealed class UserRoutes(Authenticator authenticator, Passwords passwords, TimeProvider clock)
{
    private const string Users = "/api/tenants/{tenant}/users";
    private const int MostUsers = 5000;

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", Users, "The users of a tenant", Gate.Here(Permission.Audit), ListAsync) { Answers = [new(200, typeof(UserList))] },
        new("POST", Users, "Make a user", Gate.Here(Permission.Accounts), MakeAsync) { Body = new(typeof(NewUser)), Answers = [new(201, typeof(UserView))], Problems = [409, 429] },
        new("GET", Users + "/{name}", "A user", Gate.Here(Permission.Audit), async c => Answer.Ok(View(await FindAsync(c)))) { Answers = [new(200, typeof(UserView))] },
        new("PUT", Users + "/{name}", "Change a user; taking rights or disabling holds at once", Gate.Here(Permission.Accounts), ChangeAsync)
        {
            Body = new(typeof(UserChange)), Answers = [new(200, typeof(UserView))], Problems = [409],
        },
        new("DELETE", Users + "/{name}", "Delete a user with sessions and tokens", Gate.Here(Permission.Accounts), DeleteAsync) { Answers = [new(204, null)], Problems = [409] },
        new("POST", Users + "/{name}/password", "Set a user's password; all sessions end", Gate.Here(Permission.Accounts), SetPasswordAsync)
        {
            Body = new(typeof(PasswordChange)), Answers = [new(204, null)], Problems = [409, 429],
        },
    ];

    private async Task<Answer> ListAsync(Call call) => Answer.Ok(new UserList([.. (await authenticator.Of(call.Tenant).UsersAsync(call.Stop)).Select(View)]));

    private async Task<Answer> MakeAsync(Call call)
    {
        var asked = await call.ReadAsync(f => NewUser(f, call));
        var accounts = authenticator.Of(call.Tenant);
        if ((await accounts.UsersAsync(call.Stop)).Count >= MostUsers) throw new RequestRefused(409, $"There are {MostUsers} users already.");
        if (passwords.IsBusy) throw new RequestRefused(429, "Too many sign on at once.") { RetryAfter = TimeSpan.FromSeconds(5) };
        var now = clock.GetUtcNow();
        var user = new User(Guid.CreateVersion7(now), asked.Name, asked.DisplayName, await passwords.HashAsync(asked.Password, call.Stop), Disabled: false, asked.Grants, now, call.By.Author);
        var made = await accounts.WriteUserAsync(user, 0, new("user.created", new(call.By.Author, $"{user.Name}: {GrantText.Show(user.Grants)}")), stop: call.Stop);
        if (!made) throw new RequestRefused(409, "There is a user of that name already.", [new("name", "It is taken: change that user, or choose another name.")]);
        return new(201, View((user, 1))) { Location = $"/api/tenants/{call.Tenant}/users/{user.Name}" };
    }

    private async Task<Answer> ChangeAsync(Call call)
    {
        var asked = await call.ReadAsync(f => new UserChange(
            f.OptionalText("display_name"), f.Has("disabled") ? f.Flag("disabled") : null, f.Has("grants") ? GrantText.Read(f, "grants", call.Tenant, call.By) : null, f.OptionalText("version")));
        var (user, version) = await FindAsync(call);
        if (asked.Version is { } named && named != Text(version)) throw new RequestRefused(409, "The user was changed since it was read.", [new("version", "It is another one.")]);
        KeepHigher(call, user);
        KeepOneself(call, user, leaves: asked.Disabled is true || asked.Grants is not null);
        var changed = user with { DisplayName = asked.DisplayName ?? user.DisplayName, Disabled = asked.Disabled ?? user.Disabled, Grants = asked.Grants ?? user.Grants };
        var note = $"{user.Name}: {(changed.Disabled ? "disabled; " : "")}{GrantText.Show(changed.Grants)}";
        if (!await authenticator.Of(call.Tenant).WriteUserAsync(changed, version, new("user.changed", new(call.By.Author, note)), endSessions: changed.Disabled, stop: call.Stop))
            throw new RequestRefused(409, "The user was changed at the same time.");
        return Answer.Ok(View((changed, version + 1)));
    }

    private async Task<Answer> DeleteAsync(Call call)
    {
        var (user, version) = await FindAsync(call);
        KeepHigher(call, user);
        KeepOneself(call, user, leaves: true);
        if (!await authenticator.Of(call.Tenant).DeleteUserAsync(user, version, new("user.deleted", new(call.By.Author, user.Name)), call.Stop))
            throw new RequestRefused(409, "The user was changed at the same time.");
        return Answer.Nothing;
    }

    private async Task<Answer> SetPasswordAsync(Call call)
    {
        var asked = await call.ReadAsync(f => new PasswordChange(f.Text("new")));
        var (user, version) = await FindAsync(call);
        KeepHigher(call, user);
        if (user.Provider is not null) throw new RequestRefused(409, "This user signs on by an identity provider and has no password here.");
        if (Passwords.Fault(asked.New, user.Name) is { } fault) throw BodyText.Invalid([new("new", fault)]);
        if (passwords.IsBusy) throw new RequestRefused(429, "Too many sign on at once.") { RetryAfter = TimeSpan.FromSeconds(5) };
        var changed = user with { Password = await passwords.HashAsync(asked.New, call.Stop) };
        if (!await authenticator.Of(call.Tenant).WriteUserAsync(changed, version, new("user.password", new(call.By.Author, user.Name)), endSessions: true, stop: call.Stop))
            throw new RequestRefused(409, "The user was changed at the same time.");
        return Answer.Nothing;
    }

    private async Task<(User User, long Version)> FindAsync(Call call) =>
        ObjectNames.IsName(call.Name("name")) && await authenticator.Of(call.Tenant).FindUserAsync(call.Name("name"), call.Stop) is { } found ? found : throw RequestRefused.NotFound($"There is no such user in the tenant {call.Tenant}: list its users, or name another tenant.");

    // Whoever could set the password of somebody who may more would be that somebody.
    private static void KeepHigher(Call call, User user)
    {
        if (user.Grants.Any(g => !call.By.May(g.Role is Role.Admin ? Permission.Platform : Permission.Accounts, g.Tenant))) throw new RequestRefused(403, "This user has roles that you cannot give.");
    }

    // Whoever takes their own rights may be the last who could give them back.
    private static void KeepOneself(Call call, User user, bool leaves)
    {
        if (leaves && call.By.Tenant == call.Tenant && call.By.User == user.Name) throw new RequestRefused(409, "Nobody takes their own rights, disables or deletes themselves.");
    }

    private static NewUser NewUser(Fields fields, Call call)
    {
        var (name, password) = (fields.Text("name"), fields.Text("password"));
        if (!ObjectNames.IsName(name)) fields.Fault("name", $"It is not a name: {ObjectNames.NameGrammar}.");
        if (Passwords.Fault(password, name) is { } fault) fields.Fault("password", fault);
        return new(name, password, GrantText.Read(fields, "grants", call.Tenant, call.By), fields.OptionalText("display_name") ?? "");
    }

    private static UserView View((User User, long Version) kept) =>
        new(kept.User.Name, kept.User.DisplayName, kept.User.Disabled, kept.User.Grants, kept.User.Created, kept.User.CreatedBy, Text(kept.Version));

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
