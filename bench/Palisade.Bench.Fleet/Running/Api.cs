using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Palisade.Bench.Fleet.Processes;

namespace Palisade.Bench.Fleet.Running;

/// <summary>The manager's REST API, signed on as the first administrator.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="fingerprint">That of its certificate, as the manager told it when it started.</param>
    public Api(int port, Func<string?> fingerprint)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => Convert.ToHexStringLower(SHA256.HashData(certificate!.GetRawCertData())) == fingerprint();
        _http = new(handler) { BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}")), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Signs on.</summary>
    public async Task SignOnAsync(string password)
    {
        using var answer = await _http.PostAsJsonAsync("/api/sessions", new { user = "admin", password, tenant = "system" });
        var session = await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync());
        _http.DefaultRequestHeaders.Authorization = new("Bearer", session?["token"]?.GetValue<string>() ?? throw new FleetException($"nobody can sign on: {session}"));
    }

    /// <summary>Makes a tenant.</summary>
    public async Task MakeTenantAsync(string name)
    {
        using var answer = await _http.PostAsJsonAsync("/api/tenants", new { name });
        if (!answer.IsSuccessStatusCode) throw new FleetException($"tenant {name}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Applies objects that are good.</summary>
    public async Task ApplyAsync(string tenant, string yaml)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, $"/api/tenants/{tenant}/apply", Encoding.UTF8.GetBytes(yaml), "application/yaml");
        if (status is not HttpStatusCode.OK) throw new FleetException($"{tenant}: {(int)status} {text}");
    }

    /// <summary>Gives a rule set of the platform to all tenants at once.</summary>
    public async Task RollOutAsync(string ruleSet)
    {
        var plan = new { name = ruleSet, kind = "rule_set", @namespace = "default", @object = ruleSet, stages = new[] { new { name = "all", everyone = true, bake_seconds = 0 } } };
        using (var answer = await _http.PostAsJsonAsync("/api/rollouts", plan))
        {
            if (!answer.IsSuccessStatusCode) throw new FleetException($"rollout: {await answer.Content.ReadAsStringAsync()}");
        }

        string state;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            state = (await _http.GetFromJsonAsync<JsonNode>($"/api/rollouts/{ruleSet}"))!["state"]!.GetValue<string>();
        }
        while (state is "running");
        if (state is not "completed") throw new FleetException($"the rollout is {state}");
    }

    /// <summary>Sends any bytes.</summary>
    /// <returns>The status and the beginning of what was answered.</returns>
    /// <exception cref="FleetException">Nothing was answered in time.</exception>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = body.Length > 64 * 1024;
        try
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return (answer.StatusCode, text.Length > 4000 ? text[..4000] : text);
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new FleetException(string.Create(CultureInfo.InvariantCulture, $"{method} {path} was not answered within {_http.Timeout.TotalSeconds:0} s"));
        }
    }

    /// <summary>What the gateways say of a tenant; empty while nobody can be asked.</summary>
    public async Task<IReadOnlyList<GatewayState>> GatewaysAsync(string tenant)
    {
        var list = await _http.GetFromJsonAsync<JsonNode>($"/api/tenants/{tenant}/gateways");
        return [.. list!["items"]!.AsArray().Select(g => GatewayState.Read(g!))];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}

/// <summary>What the manager knows of one gateway and one tenant.</summary>
internal sealed record GatewayState(string Name, bool Connected, long Revision, string Problem, IReadOnlyList<string> Refused)
{
    public static GatewayState Read(JsonNode node) => new(
        node["id"]?.GetValue<string>() ?? node["name"]?.GetValue<string>() ?? "", node["connected"]!.GetValue<bool>(), node["revision"]!.GetValue<long>(), node["problem"]?.GetValue<string>() ?? "",
        [.. node["refused"]!.AsArray().Select(r => $"{r!["object"]}: {r["field"]}: {r["message"]}")]);
}
