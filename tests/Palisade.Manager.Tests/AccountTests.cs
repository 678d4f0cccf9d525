using System.Net;
using Palisade.Api.Accounts;
using Palisade.Api.Audit;

namespace Palisade.Manager.Tests;

/// <summary>Users, sessions, tokens, and what is written down about them.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private static readonly HttpStatusCode[] Refused = [HttpStatusCode.MethodNotAllowed, HttpStatusCode.Forbidden];

    private TestManager _manager = null!;
    private string _admin = "";

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _admin = await _manager.SignOnAsync();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task The_first_administrators_password_is_made_once_and_kept_as_a_hash_alone()
    {
        var folder = Directory.CreateTempSubdirectory("palisade-first-").FullName;
        await using (var store = await Storage.ObjectStore.OpenAsync(new Storage.Databases.SqliteDatabase(Path.Combine(folder, "objects.db"))))
        {
            ManagerConfig config = new() { DataFolder = folder, Endpoint = new(IPAddress.Loopback, 0) };
            string? password;
            string fingerprint;
            await using (var host = await ManagerHost.StartAsync(config, new(store))) (password, fingerprint) = (host.FirstPassword, host.Fingerprint);
            Assert.Equal(24, password!.Length);
            await using (var again = await ManagerHost.StartAsync(config, new(store))) Assert.Equal((null, fingerprint), (again.FirstPassword, again.Fingerprint));

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, Tls.OwnCertificate.FileName)));
            var kept = await store.Tenant("system").Records.FindRecordAsync("user", "admin");
            Assert.Contains("pbkdf2-sha256$600000$", kept!.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(password, kept.Body, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_ended_idle_or_old()
    {
        using var client = _manager.Client(_admin);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/me"));
        for (var i = 0; i < 3; i++)
        {
            _manager.Clock.Move(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/me"));
        }

        _manager.Clock.Move(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/me"));

        using var busy = _manager.Client(await _manager.SignOnAsync());
        for (var i = 0; i < 12 * 60 / 25; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(busy, "/api/me"));
            _manager.Clock.Move(TimeSpan.FromMinutes(25));
        }

        _manager.Clock.Move(TimeSpan.FromMinutes(25));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(busy, "/api/me"));

        using var left = _manager.Client(await _manager.SignOnAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await left.DeleteAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(left, "/api/me"));
    }

    [Fact]
    public async Task A_cookie_is_for_browsers_and_changes_nothing_without_the_header()
    {
        using var client = _manager.Client();
        var body = new SignOn("admin", TestManager.Password, Cookie: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/sessions", TestManager.Json(body))).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sessions") { Content = TestManager.Json(body), Headers = { { "X-Palisade-Request", "1" } } };
        using var answer = await client.SendAsync(request);
        Assert.Null((await TestManager.ReadAsync<SignedOn>(answer, HttpStatusCode.Created)).Token);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        foreach (var word in new[] { "__Host-palisade=", "; secure", "; samesite=strict", "; httponly", "; path=/" }) Assert.Contains(word, cookie, StringComparison.Ordinal);

        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/me"));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/tenants", TestManager.Text("""{"name":"acme"}"""))).StatusCode);
        client.DefaultRequestHeaders.Add("X-Palisade-Request", "1");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/tenants") { Content = TestManager.Text("""{"name":"acme"}"""), Headers = { { "Origin", "https://evil.example" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign)).StatusCode);
        using var own = new HttpRequestMessage(HttpMethod.Post, "/api/tenants") { Content = TestManager.Text("""{"name":"acme"}"""), Headers = { { "Origin", _manager.Host.Address.ToString().TrimEnd('/') } } };
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(own)).StatusCode);
        Assert.Contains("1970", Assert.Single((await client.DeleteAsync("/api/sessions/current")).Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_slowed_and_tokens_go_on()
    {
        using var admin = _manager.Client(_admin);
        var made = await TestManager.ReadAsync<MadeToken>(await admin.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("ci", Role.Admin))), HttpStatusCode.Created);
        using var client = _manager.Client();
        async Task<HttpResponseMessage> Try(string user, string password = "wrong, all of it") => await client.PostAsync("/api/sessions", TestManager.Json(new SignOn(user, password)));

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await Try("admin")).StatusCode);
        using var slowed = await Try("admin", TestManager.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.InRange(slowed.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        // The same for a user that is not there; and by a token one is still in.
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await Try("nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Try("nobody")).StatusCode);
        using var token = _manager.Client(made.Secret);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token, "/api/me"));

        _manager.Clock.Move(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.Created, (await Try("admin", TestManager.Password)).StatusCode);
        // An address that fails with ever other names is sent away, too.
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++) statuses.Add((await Try($"u{i}")).StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (statuses[0], statuses[^1]));
        _manager.Clock.Move(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Try("u0")).StatusCode);
    }

    [Fact]
    public async Task A_user_that_is_not_there_takes_as_long_as_one_that_is()
    {
        using var client = _manager.Client();
        async Task<double> Time(string user)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var answer = await client.PostAsync("/api/sessions", TestManager.Json(new SignOn(user, "wrong, all of it")));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        var (there, absent) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4; i++)
        {
            there.Add(await Time("admin"));
            absent.Add(await Time("nobody"));
        }

        // The least of each, since others use this machine: without the work it would be a hundredth.
        Assert.InRange(absent.Min() / there.Min(), 0.4, 2.5);
    }

    [Fact]
    public async Task A_token_does_no_more_than_its_scope_and_its_user()
    {
        var editor = await _manager.UserAsync(_admin, "acme", "ed", new Grant(Role.Editor, "acme", ["a", "b"]));
        using var client = _manager.Client(editor);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("t", Role.TenantAdmin)))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("t", Role.Editor)))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("t", Role.Viewer, "evil", ["a"])))).StatusCode);
        var made = await TestManager.ReadAsync<MadeToken>(await client.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("t", Role.Viewer, null, ["a"], Days: 10))), HttpStatusCode.Created);
        using var token = _manager.Client(made.Secret);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token, "/api/tenants/acme/namespaces/a/site"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "/api/tenants/acme/namespaces/b/site"));
        Assert.Equal(HttpStatusCode.Forbidden, (await token.PostAsync("/api/tenants/acme/namespaces/a/app_firewall", TestManager.Text("""{"metadata":{"name":"x"},"spec":{}}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await token.PostAsync("/api/me/tokens", TestManager.Json(new NewToken("t", Role.Viewer, null, ["a"])))).StatusCode);

        // It is listed without its secret, holds no more when its user holds no more, and is revoked.
        using var admin = _manager.Client(_admin);
        var listed = await admin.GetStringAsync("/api/tenants/acme/tokens");
        Assert.Contains(made.Token.Id, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret.Split('.')[1], listed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync("/api/tenants/acme/users/ed", TestManager.Json(new UserChange(Grants: [new(Role.Viewer, "acme", ["b"])])))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(token, "/api/tenants/acme/namespaces/a/site"));
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync("/api/tenants/acme/users/ed", TestManager.Json(new UserChange(Grants: [new(Role.Viewer, "acme")])))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token, "/api/tenants/acme/namespaces/a/site"));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/tenants/acme/tokens/{made.Token.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "/api/tenants/acme/namespaces/a/site"));
    }

    [Fact]
    public async Task Nobody_makes_themselves_more()
    {
        var boss = await _manager.UserAsync(_admin, "acme", "boss", new Grant(Role.TenantAdmin, "acme"));
        using var client = _manager.Client(boss);
        foreach (var grant in new[] { new Grant(Role.Admin, "system"), new Grant(Role.Viewer, "evil"), new Grant(Role.Admin, "acme") })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync("/api/tenants/acme/users", TestManager.Json(new NewUser("x", TestManager.Password, [grant])))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.DeleteAsync("/api/tenants/acme/users/boss")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/tenants", TestManager.Text("""{"name":"mine"}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/tenants/acme/apply", TestManager.Text("""{"kind":"tenant","metadata":{"name":"acme"},"spec":{"rollout_ring":"own"}}"""))).StatusCode);

        // An administrator of the tenant system is not one of the platform, and does not become one by setting a password.
        using var admin = _manager.Client(_admin);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync("/api/tenants/system/users", TestManager.Json(new NewUser("sys", TestManager.Password, [new(Role.TenantAdmin, "system")])))).StatusCode);
        using var sys = _manager.Client(await _manager.SignOnAsync("sys"));
        Assert.Equal(HttpStatusCode.Forbidden, (await sys.PostAsync("/api/tenants/system/users/admin/password", TestManager.Json(new PasswordChange("another long word")))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sys.PostAsync("/api/tenants/system/users", TestManager.Json(new NewUser("x", TestManager.Password, [new(Role.Viewer, "acme")])))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(sys, "/api/tenants/acme/objects"));
    }

    [Fact]
    public async Task What_ended_is_ended_at_once()
    {
        var token = await _manager.UserAsync(_admin, "acme", "ann", new Grant(Role.Viewer, "acme"));
        using var ann = _manager.Client(token);
        using var admin = _manager.Client(_admin);
        Assert.Equal(HttpStatusCode.NoContent, (await ann.PostAsync("/api/me/password", TestManager.Json(new PasswordChange("another long word", TestManager.Password)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ann, "/api/me"));
        using var second = _manager.Client(await _manager.SignOnAsync("ann", "acme", "another long word"));
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync("/api/tenants/acme/users/ann", TestManager.Json(new UserChange(Disabled: true)))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second, "/api/me"));
        using var client = _manager.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/sessions", TestManager.Json(new SignOn("ann", "another long word", "acme")))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync("/api/tenants/acme/users/ann")).StatusCode);
        Assert.Empty(await _manager.Store.Tenant("acme").Records.ListRecordsAsync("session"));
    }

    [Fact]
    public async Task Everything_is_written_down_and_no_secret_is()
    {
        var token = await _manager.UserAsync(_admin, "acme", "aud", new Grant(Role.Auditor, "acme"));
        using var client = _manager.Client();
        await client.PostAsync("/api/sessions", TestManager.Json(new SignOn("aud", "a wrong password", "acme")));
        using var auditor = _manager.Client(token);

        var trail = await TestManager.ReadAsync<AuditList>(await auditor.GetAsync("/api/tenants/acme/audit"));
        Assert.Equal(["change", "user.created", "session.begun", "session.refused"], trail.Items.Select(l => l.Action));
        Assert.Equal(["system/admin", "system/admin", "acme/aud", "palisade"], trail.Items.Select(l => l.By));
        Assert.Contains("127.0.0.1", trail.Items[^1].Reason, StringComparison.Ordinal);
        var check = await TestManager.ReadAsync<AuditCheckView>(await auditor.GetAsync("/api/tenants/acme/audit/check"));
        Assert.True(check.Intact);
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, "/api/tenants/acme/audit") { Content = TestManager.Text("{}") };
            Assert.Contains((await auditor.SendAsync(request)).StatusCode, Refused);
        }

        Assert.Equal(trail.Items.Count, (await TestManager.ReadAsync<AuditList>(await auditor.GetAsync("/api/tenants/acme/audit"))).Items.Count);
        var disk = string.Concat(Directory.EnumerateFiles(_manager.Folder, "objects.db*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.DoesNotContain(TestManager.Password, disk, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[1], disk, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
