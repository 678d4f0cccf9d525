using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Palisade.Manager.Tests.Oidc;

/// <summary>A small identity provider: its user is signed on at once; what it answers, a test can put something else in the place of.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;

    private TestProvider(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    public string Issuer { get; private set; } = "";

    public RSA Rsa { get; private set; } = RSA.Create(2048);

    public ECDsa Curve { get; private set; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyId { get; private set; } = "one";

    public string Algorithm { get; set; } = "RS256";

    /// <summary>The claims of the next tokens, made from the usual ones.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Makes the next tokens of their claims.</summary>
    public Func<JsonObject, string>? Forge { get; set; }

    /// <summary>Answers in the place of a path.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<TestProvider> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new TestProvider(app, clock);
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        provider.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        return provider;
    }

    /// <summary>Makes the manager know it, as the provider 'test' of the tenant system.</summary>
    public async Task PutAsync(HttpClient admin, string more = "", string tenant = "system")
    {
        var text = $$$"""{"kind":"identity_provider","metadata":{"name":"test"},"spec":{"issuer":"{{{Issuer}}}","client_id":"palisade"{{{more}}},"mappings":[{"group":"web","role":"editor","tenant":"{{{(tenant is "system" ? "default" : tenant)}}}","namespaces":["default"]},{"group":"ops","role":"auditor"},{"subject":"boss","role":"admin"}]}}""";
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await admin.PostAsync($"/api/tenants/{tenant}/apply", body);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the browser does: opens the address, and is sent back with a code.</summary>
    public static async Task<(string Code, string State)> OpenAsync(string url)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var query = answer.Headers.Location!.Query[1..].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]), StringComparer.Ordinal);
        return (query["code"], query["state"]);
    }

    public void Rotate() => (Rsa, Curve, KeyId) = (RSA.Create(2048), ECDsa.Create(ECCurve.NamedCurves.nistP256), "two");

    public JsonObject Usual(string nonce)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["aud"] = "palisade", ["sub"] = "subject-1", ["exp"] = now + 300, ["iat"] = now, ["nonce"] = nonce, ["preferred_username"] = "Ann@example.com", ["groups"] = new JsonArray("web"),
        };
        Claims(claims);
        return claims;
    }

    public string Sign(JsonObject claims, string? algorithm = null, JsonObject? header = null, Func<byte[], byte[]>? signer = null)
    {
        algorithm ??= Algorithm;
        header ??= new JsonObject { ["alg"] = algorithm, ["kid"] = KeyId + (algorithm[0] is 'E' ? "-ec" : ""), ["typ"] = "JWT" };
        var signed = $"{Encoded(header)}.{Encoded(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = signer is not null ? signer(bytes) : algorithm switch
        {
            "ES256" => Curve.SignData(bytes, HashAlgorithmName.SHA256),
            "PS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "RS512" => Rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string Encoded(JsonNode node) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(node.ToJsonString()));

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Asked.Enqueue(path);
        if (Instead.TryGetValue(path, out var other)) await other(http);
        else if (path is "/.well-known/openid-configuration")
            await http.Response.WriteAsync(new JsonObject { ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/jwks" }.ToJsonString());
        else if (path is "/jwks") await http.Response.WriteAsync(Keys().ToJsonString());
        else if (path is "/authorize") Authorize(http);
        else if (path is "/token") await TokenAsync(http);
        else http.Response.StatusCode = 404;
    }

    private JsonObject Keys()
    {
        var (rsa, curve) = (Rsa.ExportParameters(false), Curve.ExportParameters(false).Q);
        return new()
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["kid"] = KeyId, ["use"] = "sig", ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) },
                new JsonObject { ["kty"] = "EC", ["kid"] = KeyId + "-ec", ["use"] = "sig", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(curve.X), ["y"] = Base64Url.EncodeToString(curve.Y) }),
        };
    }

    private void Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        Assert.Equal(("code", "palisade", "S256", "openid profile"), (query["response_type"].ToString(), query["client_id"].ToString(), query["code_challenge_method"].ToString(), query["scope"].ToString()));
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        http.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        // A code is good once, for who began, at the same address.
        if (!_codes.TryRemove(form["code"].ToString(), out var known) || known.Challenge != challenge || known.Redirect != form["redirect_uri"].ToString())
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("""{"error":"invalid_grant"}""");
            return;
        }

        if (http.Request.Headers.Authorization is [{ } basic]) Asked.Enqueue(basic);
        var claims = Usual(known.Nonce);
        await http.Response.WriteAsync(new JsonObject { ["token_type"] = "Bearer", ["access_token"] = "x", ["id_token"] = Forge?.Invoke(claims) ?? Sign(claims) }.ToJsonString());
    }
}
