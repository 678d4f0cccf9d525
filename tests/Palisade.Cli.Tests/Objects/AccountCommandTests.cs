using System.Text.Json;

namespace Palisade.Cli.Tests.Objects;

/// <summary>Users, tokens, sessions, tenants and the audit trail from the command line, against a manager that runs.</summary>
[Collection(nameof(SignedOnManager))]
public sealed class AccountCommandTests(SignedOnManager manager) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Users_are_added_given_roles_switched_off_and_taken_out()
    {
        await DoneAsync("tenants", "create", "users");
        var password = _folder.Write("password", "a long enough word\n");
        Assert.Contains("user users/ann added", await DoneAsync("users", "add", "ann", "--role", "editor:web,api", "-r", "viewer", "--password-file", password, "--tenant", "users"), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ann +enabled +editor:web,api viewer ", await DoneAsync("users", "list", "--tenant", "users"));

        Assert.Matches(@"(?m)^ann +enabled +tenant_admin ", await DoneAsync("users", "set-roles", "ann", "-r", "tenant-admin", "--tenant", "users"));
        var later = await Invocation.RunAsync("users", "set-roles", "ann", "-r", "editor:default,wbe", "--tenant", "users");
        Assert.Equal((0, true), (later.Code, later.Error.Contains("users has no namespace wbe yet; there is default.", StringComparison.Ordinal)));
        Assert.Equal(2, (await Invocation.RunAsync("users", "set-roles", "ann", "--tenant", "users")).Code);
        Assert.Contains("did you mean 'viewer'?", (await Invocation.RunAsync("users", "set-roles", "ann", "-r", "viewr", "--tenant", "users")).Error, StringComparison.Ordinal);

        var other = _folder.Write("other", "another long word\n");
        Assert.Contains("its sessions ended", await DoneAsync("users", "password", "ann", "--password-file", other, "--tenant", "users"), StringComparison.Ordinal);
        Assert.Equal(0, (await manager.SignOnAsync("ann", "users", "another long word")).Code);
        Assert.Equal(0, (await manager.LoginAsync(SignedOnManager.Password)).Code);
        await DoneAsync("users", "disable", "ann", "--tenant", "users");
        Assert.Equal(5, (await manager.SignOnAsync("ann", "users", "another long word")).Code);
        await DoneAsync("users", "enable", "ann", "--tenant", "users");
        using var json = JsonDocument.Parse(await DoneAsync("users", "list", "--json", "--tenant", "users"));
        Assert.False(json.RootElement.GetProperty("items")[0].GetProperty("disabled").GetBoolean());

        await DoneAsync("users", "delete", "ann", "--tenant", "users");
        Assert.Equal(3, (await Invocation.RunAsync("users", "delete", "ann", "--tenant", "users")).Code);
    }

    [Fact]
    public async Task Passwords_are_read_from_files_and_weak_ones_refused()
    {
        var weak = _folder.Write("weak", "short\n");
        var refused = await Invocation.RunAsync("users", "add", "bob", "--password-file", weak);
        Assert.Equal(3, refused.Code);
        Assert.Contains("12 to 1024 characters", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("short", refused.Error, StringComparison.Ordinal);
        Assert.Contains("is empty", (await Invocation.RunAsync("users", "add", "bob", "--password-file", _folder.Write("empty", "\n"))).Error, StringComparison.Ordinal);
        Assert.Contains("there is no file", (await Invocation.RunAsync("users", "add", "bob", "--password-file", Path.Combine(_folder.FullName, "absent"))).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Invocation.RunAsync("users", "add", "bob", "--password", "a long enough word")).Code);
    }

    [Fact]
    public async Task A_token_is_told_once_and_good_until_it_is_revoked()
    {
        var made = await Invocation.RunAsync("tokens", "create", "ci", "--role", "viewer@default", "--days", "7");
        Assert.Equal(0, made.Code);
        var secret = made.Output.TrimEnd('\n');
        Assert.Matches("^plt_system\\.[A-Za-z0-9_-]{43}$", secret);
        Assert.Contains("viewer@default", made.Error, StringComparison.Ordinal);
        var list = await DoneAsync("tokens", "list");
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await DoneAsync("tokens", "list", "--everybody", "--tenant", "system", "--json"));
        var id = json.RootElement.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("name").GetString() is "ci").GetProperty("id").GetString()!;
        Assert.Contains(id, (await Invocation.RunAsync("[suggest:24]", "palisade tokens revoke ")).Output, StringComparison.Ordinal);

        await DoneAsync("tokens", "revoke", id);
        Assert.Equal(3, (await Invocation.RunAsync("tokens", "revoke", id)).Code);
        Assert.DoesNotContain(id, await DoneAsync("tokens", "list"), StringComparison.Ordinal);
        Assert.Equal(3, (await Invocation.RunAsync("tokens", "create", "x", "-r", "viewer", "--days", "1000")).Code);
    }

    [Fact]
    public async Task Sessions_are_shown_and_ended()
    {
        using var json = JsonDocument.Parse(await DoneAsync("sessions", "list", "--json"));
        Assert.Single(json.RootElement.GetProperty("items").EnumerateArray(), s => s.GetProperty("current").GetBoolean());
        await manager.LoginAsync(SignedOnManager.Password);
        Assert.Contains("this one", await DoneAsync("sessions", "list"), StringComparison.Ordinal);
        await DoneAsync("sessions", "end", json.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!);
        Assert.Equal(3, (await Invocation.RunAsync("sessions", "end", "0123456789abcdef")).Code);
    }

    [Fact]
    public async Task Tenants_are_made_and_emptied()
    {
        await DoneAsync("tenants", "create", "gone", "--display-name", "Gone Ltd.");
        Assert.Equal(5, (await Invocation.RunAsync("tenants", "create", "gone")).Code);
        Assert.Matches(@"(?m)^gone +\d+", await DoneAsync("tenants", "list"));
        await DoneAsync("users", "add", "ann", "-r", "viewer", "--password-file", _folder.Write("p", "a long enough word"), "--tenant", "gone");
        Assert.Equal(2, (await Invocation.RunAsync("tenants", "delete", "gone", "--confirm", "gine")).Code);
        Assert.Contains("1 users", await DoneAsync("tenants", "delete", "gone", "--confirm", "gone"), StringComparison.Ordinal);
        Assert.DoesNotContain("gone", await DoneAsync("get", "tenants", "--tenant", "gone"), StringComparison.Ordinal);
        Assert.Equal(2, (await Invocation.RunAsync("tenants", "delete", "system", "--confirm", "system")).Code);
    }

    [Fact]
    public async Task The_audit_trail_is_filtered_and_checked()
    {
        await DoneAsync("tenants", "create", "audited");
        await DoneAsync("users", "add", "ann", "-r", "viewer", "--password-file", _folder.Write("p", "a long enough word"), "--tenant", "audited");
        Assert.Equal(5, (await manager.SignOnAsync("ann", "audited", "not the password")).Code);

        var refused = await DoneAsync("audit", "list", "--action", "session", "--since", "1h", "--tenant", "audited");
        Assert.Contains("session.refused", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("user.created", refused, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await DoneAsync("audit", "list", "--by", "system/admin", "--text", "ann", "--json", "--tenant", "audited"));
        Assert.Equal("user.created", Assert.Single(json.RootElement.GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
        Assert.Equal(2, (await DoneAsync("audit", "list", "--limit", "1", "--tenant", "audited")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(2, (await Invocation.RunAsync("audit", "list", "--since", "yesterday")).Code);
        Assert.Contains("intact", await DoneAsync("audit", "check", "--tenant", "audited"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_completes_names()
    {
        await DoneAsync("tenants", "create", "completed");
        await CompletesAsync("completed", "[suggest:25]", "palisade tenants delete c");
        await CompletesAsync("admin", "[suggest:47]", "palisade users disable --tenant system         ");
        await CompletesAsync("origin_pool", "[suggest:14]", "palisade get o");
        await CompletesAsync("completed", "[suggest:39]", "palisade get --tenant completed tenant ");
        File.Delete(manager.LoginFile);
        Assert.Equal(0, (await Invocation.RunAsync("[suggest:20]", "palisade get tenant ")).Code);
        await manager.LoginAsync(SignedOnManager.Password);
    }

    public void Dispose() => _folder.Dispose();

    // A shell is not kept waiting: on a busy machine the manager's answer may come too late, and there are no names.
    private static async Task CompletesAsync(string name, params string[] args)
    {
        var output = "";
        for (var i = 0; i < 20 && !output.Contains(name, StringComparison.Ordinal); i++) output = (await Invocation.RunAsync(args)).Output;
        Assert.Contains(name, output, StringComparison.Ordinal);
    }

    private static async Task<string> DoneAsync(params string[] args)
    {
        var done = await Invocation.RunAsync(args);
        Assert.True(done.Code == 0, $"{string.Join(' ', args)}: {done.Code}: {done.Error}");
        return done.Output;
    }
}
