using System.Text;
using System.Text.Json.Nodes;

namespace Palisade.Manager.Tests.Version1;

/// <summary>Calls the v1 interface as scripts do: Basic once, then the cookie.</summary>
internal sealed class V1Client(TestManager manager) : IDisposable
{
    private readonly HttpClient _http = manager.Client();
    private string? _session;

    public async Task<V1Client> SignOnAsync(string user = "admin", string password = TestManager.Password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/SecureSphere/api/v1/auth/session");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        var (status, body) = await SendAsync(request);
        Assert.Equal(200, status);
        _session = body!["session-id"]!.GetValue<string>();
        return this;
    }

    /// <summary>The session as it was told.</summary>
    public string? Session => _session;

    public async Task<JsonNode?> OkAsync(string method, string path, string? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status == 200, $"{method} {path}: {status} {answer}");
        return answer;
    }

    public Task<(int Status, JsonNode? Body)> SendAsync(string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new(method), "/SecureSphere/api/v1" + path);
        // As curl sends it that was told no media type.
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, JsonNode? Body)> SendAsync(HttpRequestMessage request)
    {
        if (_session is not null) request.Headers.Add("Cookie", _session);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
