using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Palisade.Api.Accounts;

namespace Palisade.Manager.Tests.Oidc;

/// <summary>Signing on by an identity provider, which is as hostile as any stranger.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private SignOns _all = null!;

    public async Task InitializeAsync() => _all = await SignOns.StartAsync();

    public async Task DisposeAsync() => await _all.DisposeAsync();

    [Fact]
    public async Task Whom_a_mapping_names_gets_its_roles_and_a_session_like_any_other()
    {
        foreach (var algorithm in new[] { "RS256", "ES256", "PS256" })
        {
            _all.Provider.Algorithm = algorithm;
            var session = await _all.SignOnAsync();
            Assert.Equal(("system", "ann-example.com", "session"), (session.Identity.Tenant, session.Identity.User, session.Identity.Credential));
            var grant = Assert.Single(session.Identity.Grants);
            Assert.Equal((Role.Editor, "default"), (grant.Role, grant.Tenant));
            using var client = _all.Manager.Client(session.Token);
            Assert.Contains("ann-example.com", await client.GetStringAsync("/api/me"), StringComparison.Ordinal);
            using var other = await client.GetAsync("/api/tenants/system/users");
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        // The roles are those of the last sign-on.
        _all.Provider.Claims = c => c["groups"] = new JsonArray("ops", "unknown", 7);
        Assert.Equal((Role.Auditor, "system"), (await _all.SignOnAsync()).Identity.Grants.Select(g => (g.Role, g.Tenant)).Single());
        var trail = await _all.Admin.GetStringAsync("/api/tenants/system/audit");
        foreach (var part in new[] { "by the identity provider test", "user.created", "user.changed" }) Assert.Contains(part, trail, StringComparison.Ordinal);

        // What signs on elsewhere has no password here, and gets none.
        using var set = await _all.Admin.PostAsync("/api/tenants/system/users/ann-example.com/password", TestManager.Json(new PasswordChange("a long enough word")));
        Assert.Equal(HttpStatusCode.Conflict, set.StatusCode);
        using var stranger = _all.Manager.Client();
        using var tried = await stranger.PostAsync("/api/sessions", TestManager.Json(new SignOn("ann-example.com", "")));
        Assert.Equal(HttpStatusCode.Unauthorized, tried.StatusCode);
        using var disabled = await _all.Admin.PutAsync("/api/tenants/system/users/ann-example.com", TestManager.Json(new UserChange(Disabled: true)));
        Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
        await _all.RefusedAsync(await _all.RunAsync(), "is disabled");
    }

    [Fact]
    public async Task Nobody_else_gets_in()
    {
        _all.Provider.Claims = c => c["groups"] = new JsonArray("Web", "other");
        await _all.RefusedAsync(await _all.RunAsync(), "no mapping names this user");
        _all.Provider.Claims = c => c.Remove("groups");
        await _all.RefusedAsync(await _all.RunAsync(), "no mapping names this user");
        // Who is called like somebody who is there is not that one.
        _all.Provider.Claims = c => c["preferred_username"] = "admin";
        await _all.RefusedAsync(await _all.RunAsync(), "there is another user admin");
        _all.Provider.Claims = c => c["preferred_username"] = "../admin";
        await _all.RefusedAsync(await _all.RunAsync(), "cannot be a user's name");
        _all.Provider.Claims = _ => { };
        await _all.SignOnAsync();
        _all.Provider.Claims = c => c["sub"] = "subject-2";
        await _all.RefusedAsync(await _all.RunAsync(), "there is another user ann-example.com");
        _all.Provider.Claims = c => (c["sub"], c["preferred_username"]) = ("boss", "boss");
        Assert.Contains((await _all.SignOnAsync()).Identity.Grants, g => g.Role is Role.Admin);
    }

    [Fact]
    public async Task Every_kind_of_forged_token_is_refused()
    {
        var (provider, stranger) = (_all.Provider, RSA.Create(2048));
        var pem = Encoding.ASCII.GetBytes(provider.Rsa.ExportSubjectPublicKeyInfoPem());
        (string Reason, Func<JsonObject, string> Forge)[] forged =
        [
            ("algorithm is not allowed", c => provider.Sign(c, "none", signer: _ => [1])),
            ("not of three parts", c => provider.Sign(c, "none", signer: _ => []).TrimEnd('.')),
            ("algorithm is not allowed", c => provider.Sign(c, "nOnE", signer: _ => [])),
            ("algorithm is not allowed", c => provider.Sign(c, "HS256", signer: b => HMACSHA256.HashData(pem, b))),
            ("algorithm is not allowed", c => provider.Sign(c, "RS512")),
            ("signature is wrong", c => provider.Sign(c, signer: b => stranger.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
            ("signature is wrong", c => provider.Sign(c, "PS256", signer: b => provider.Rsa.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))),
            ("no key", c => provider.Sign(c, header: new() { ["alg"] = "RS256", ["kid"] = "unknown" })),
            ("no key", c => provider.Sign(c, header: new() { ["alg"] = "ES256", ["kid"] = "one" })),
            ("critical extensions", c => provider.Sign(c, header: new() { ["alg"] = "RS256", ["kid"] = "one", ["crit"] = new JsonArray("x") })),
            ("not of three parts", _ => "nothing"),
            ("signature is wrong", c => Changed(provider.Sign(c), c)),
            ("not from the issuer", c => provider.Sign(With(c, "iss", "https://other.example"))),
            ("not from the issuer", c => provider.Sign(With(c, "iss", provider.Issuer + "/"))),
            ("another audience", c => provider.Sign(With(c, "aud", "somebody"))),
            ("for several", c => provider.Sign(With(c, "aud", new JsonArray("palisade", "somebody")))),
            ("another client", c => provider.Sign(With(c, "azp", "somebody"))),
            ("time is over", c => provider.Sign(With(c, "exp", c["iat"]!.GetValue<long>() - 61))),
            ("no claim 'exp'", c => provider.Sign(With(c, "exp", null))),
            ("in the future", c => provider.Sign(With(c, "iat", c["iat"]!.GetValue<long>() + 120))),
            ("time has not come", c => provider.Sign(With(c, "nbf", c["iat"]!.GetValue<long>() + 120))),
            ("another sign-on", c => provider.Sign(With(c, "nonce", "another"))),
            ("no claim 'nonce'", c => provider.Sign(With(c, "nonce", null))),
            ("no claim 'sub'", c => provider.Sign(With(c, "sub", null))),
            ("names no subject", c => provider.Sign(With(c, "sub", new string('x', 256)))),
            ("which is to give the name", c => provider.Sign(With(c, "preferred_username", null))),
            ("longer than", c => provider.Sign(With(c, "padding", new string('x', 16_384)))),
        ];
        foreach (var (reason, forge) in forged)
        {
            provider.Forge = forge;
            await _all.RefusedAsync(await _all.RunAsync(), reason);
        }

        Assert.Single(await _all.Manager.Store.Tenant("system").Records.ListRecordsAsync("user"));
    }

    [Fact]
    public async Task What_was_used_once_or_belongs_to_another_sign_on_is_good_for_nothing()
    {
        var begun = await _all.BeginAsync();
        var (code, state) = await TestProvider.OpenAsync(begun.Url);
        using (var good = await _all.FinishAsync(begun.Flow, state, code)) Assert.Equal(HttpStatusCode.Created, good.StatusCode);
        await _all.RefusedAsync(await _all.FinishAsync(begun.Flow, state, code), "");

        // The code of one sign-on in another: PKCE.
        var (mine, theirs) = (await _all.BeginAsync(), await _all.BeginAsync());
        Assert.NotEqual(mine.Flow, theirs.Flow);
        var (stolen, _) = await TestProvider.OpenAsync(theirs.Url);
        await _all.RefusedAsync(await _all.FinishAsync(mine.Flow, mine.State, stolen), "does not take the code");
        // A wrong state uses it up.
        var (late, right) = await TestProvider.OpenAsync((begun = await _all.BeginAsync()).Url);
        await _all.RefusedAsync(await _all.FinishAsync(begun.Flow, theirs.State, late), "");
        await _all.RefusedAsync(await _all.FinishAsync(begun.Flow, right, late), "");
        // The nonce of one token in another sign-on.
        string? first = null;
        _all.Provider.Forge = c => first ??= _all.Provider.Sign(c);
        await _all.SignOnAsync();
        await _all.RefusedAsync(await _all.RunAsync(), "another sign-on");
        _all.Provider.Forge = null;
        // The answer of another issuer (RFC 9207), and one that comes too late.
        (code, state) = await TestProvider.OpenAsync((begun = await _all.BeginAsync()).Url);
        await _all.RefusedAsync(await _all.FinishAsync(begun.Flow, state, code, "https://other.example"), "another issuer");
        (code, state) = await TestProvider.OpenAsync((begun = await _all.BeginAsync()).Url);
        _all.Manager.Clock.Move(TimeSpan.FromMinutes(11));
        await _all.RefusedAsync(await _all.FinishAsync(begun.Flow, state, code), "");
    }

    [Fact]
    public async Task Keys_that_change_are_learnt_and_old_ones_forgotten()
    {
        await _all.SignOnAsync();
        var (old, asked) = (_all.Provider.Rsa, _all.Provider.Asked.Count(p => p is "/jwks"));
        await _all.SignOnAsync();
        Assert.Equal(asked, _all.Provider.Asked.Count(p => p is "/jwks"));
        _all.Provider.Rotate();
        // Too soon: strangers cannot make the manager ask all the time.
        await _all.RefusedAsync(await _all.RunAsync(), "no key");
        Assert.Equal(asked, _all.Provider.Asked.Count(p => p is "/jwks"));
        _all.Manager.Clock.Move(TimeSpan.FromSeconds(11));
        await _all.SignOnAsync();
        _all.Provider.Forge = c => _all.Provider.Sign(c, header: new() { ["alg"] = "RS256", ["kid"] = "one" }, signer: b => old.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        await _all.RefusedAsync(await _all.RunAsync(), "no key");
    }

    [Fact]
    public async Task A_provider_that_is_away_or_answers_anything_stops_nobody_else()
    {
        (string Path, Func<HttpContext, Task> Answer)[] hostile =
        [
            ("/.well-known/openid-configuration", c => Task.FromResult(c.Response.StatusCode = 500)),
            ("/.well-known/openid-configuration", c => { c.Response.Redirect("/elsewhere"); return Task.CompletedTask; }),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync("[]")),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync(new string('[', 100_000))),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync(new string(' ', 300_000))),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync("""{"issuer":"https://other.example"}""")),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync($$"""{"issuer":"{{_all.Provider.Issuer}}","authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t","jwks_uri":"{{_all.Provider.Issuer}}/jwks"}""")),
            ("/.well-known/openid-configuration", c => c.Response.WriteAsync($$"""{"issuer":"{{_all.Provider.Issuer}}","authorization_endpoint":"file:///etc/passwd","token_endpoint":"x","jwks_uri":"http://127.0.0.1:1/jwks"}""")),
            ("/jwks", c => c.Response.WriteAsync("""{"keys":[]}""")),
            ("/jwks", c => c.Response.WriteAsync("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""")),
            ("/jwks", c => { c.Abort(); return Task.CompletedTask; }),
        ];
        using var client = _all.Manager.Client();
        foreach (var (path, answer) in hostile)
        {
            _all.Provider.Instead[path] = answer;
            using var begun = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(SignOns.Redirect)));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, begun.StatusCode);
            Assert.True(_all.Provider.Instead.TryRemove(path, out _));
        }

        Assert.DoesNotContain("/elsewhere", _all.Provider.Asked);
        await _all.SignOnAsync();
        _all.Provider.Instead["/token"] = c => c.Response.WriteAsync("{}");
        await _all.RefusedAsync(await _all.RunAsync(), "gave no ID token");
        await _all.Provider.DisposeAsync();
        _all.Manager.Clock.Move(TimeSpan.FromMinutes(11));
        using var away = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(SignOns.Redirect)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.NotEmpty(await _all.Manager.SignOnAsync());
    }

    [Fact]
    public async Task Who_may_not_give_roles_makes_no_provider_and_tenants_do_not_reach_loopback()
    {
        var admin = await _all.Manager.SignOnAsync();
        using var editor = _all.Manager.Client(await _all.Manager.UserAsync(admin, "acme", "ed", new Grant(Role.Editor, "acme")));
        var body = $$$"""{"kind":"identity_provider","metadata":{"name":"own"},"spec":{"issuer":"{{{_all.Provider.Issuer}}}","client_id":"palisade","mappings":[{"group":"web","role":"tenant_admin"}]}}""";
        using (var refused = await editor.PostAsync("/api/tenants/acme/identity_provider", TestManager.Text(body))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using (var refused = await editor.PostAsync("/api/tenants/acme/apply", TestManager.Text(body))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var owner = _all.Manager.Client(await _all.Manager.UserAsync(admin, "acme", "own", new Grant(Role.TenantAdmin, "acme")));
        using (var made = await owner.PostAsync("/api/tenants/acme/identity_provider", TestManager.Text(body))) Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var client = _all.Manager.Client();
        using (var begun = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(SignOns.Redirect, "acme")))) Assert.Equal(HttpStatusCode.ServiceUnavailable, begun.StatusCode);
        Assert.Empty(_all.Provider.Asked);
        // Only back to the asker's own machine, or where the object says.
        foreach (var to in new[] { "https://evil.example/callback", "http://evil.example/callback", "http://localhost/callback", "http://127.0.0.1:1/other", "http://127.0.0.1:1/callback?x=1", "http://127.0.0.1:1@evil.example/callback", "javascript:alert(1)", "" })
        {
            using var begun = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(to)));
            Assert.Equal(HttpStatusCode.Forbidden, begun.StatusCode);
        }

        using (var none = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(SignOns.Redirect, "acme", "absent")))) Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        HttpStatusCode last;
        var count = 0;
        do
        {
            using var begun = await client.PostAsync("/api/oidc/begin", TestManager.Json(new ProviderSignOn(SignOns.Redirect)));
            last = begun.StatusCode;
        }
        while (last is HttpStatusCode.Created && ++count < 100);
        Assert.Equal((30, HttpStatusCode.TooManyRequests), (count, last));
    }

    [Fact]
    public async Task The_clients_secret_is_a_file_of_the_managers_own()
    {
        await _all.Provider.PutAsync(_all.Admin, ",\"client_secret_file\":\"test.secret\"");
        using (var absent = await _all.RunAsync()) Assert.Equal(HttpStatusCode.ServiceUnavailable, absent.StatusCode);
        var file = Path.Combine(_all.Manager.Folder, "identity-providers", "system", "test.secret");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "s:ecret/+\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using (var open = await _all.RunAsync()) Assert.Equal(HttpStatusCode.ServiceUnavailable, open.StatusCode);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _all.SignOnAsync();
        Assert.Contains("Basic " + Convert.ToBase64String("palisade:s%3Aecret%2F%2B"u8), _all.Provider.Asked);
    }

    private static JsonObject With(JsonObject claims, string name, JsonNode? value)
    {
        if (value is null) claims.Remove(name);
        else claims[name] = value;
        return claims;
    }

    // The claims of somebody else under the same signature.
    private static string Changed(string token, JsonObject claims)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(With(claims, "sub", "boss").ToJsonString()))}.{parts[2]}";
    }
}
