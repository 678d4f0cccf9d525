using System.Net.Http.Headers;
using System.Text.Json;
using Palisade.Api.Faults;
using Palisade.Api.Json;

namespace Palisade.Api.Client;

/// <summary>Asks a manager, and understands what it answers.</summary>
public sealed class ManagerConnection : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">Such as <c>https://manager.example:8083</c>.</param>
    /// <param name="token">A session's token or one for programs; null for nobody.</param>
    /// <param name="handler">How it is reached; disposed with the connection.</param>
    public ManagerConnection(Uri address, string? token, HttpMessageHandler handler)
    {
        if (address.Scheme != Uri.UriSchemeHttps) throw new ArgumentException("A manager is reached by https.", nameof(address));
        _http = new HttpClient(handler) { BaseAddress = new Uri(address, "/"), Timeout = TimeSpan.FromSeconds(100), MaxResponseContentBufferSize = 256 * 1024 * 1024 };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Asks, and reads the answer.</summary>
    /// <exception cref="ManagerException">It was not done.</exception>
    /// <exception cref="HttpRequestException">The manager cannot be reached.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken stop, string? ifMatch = null) =>
        JsonSerializer.Deserialize<T>(await SendAsync(method, path, body, stop, ifMatch), Wire.Options) ?? throw new HttpRequestException("The manager's answer is empty.");

    /// <summary>Asks, and gives the answer's bytes.</summary>
    /// <inheritdoc cref="SendAsync{T}"/>
    public async Task<byte[]> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken stop, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        using var answer = await _http.SendAsync(request, stop);
        var bytes = await answer.Content.ReadAsByteArrayAsync(stop);
        if (answer.IsSuccessStatusCode) return bytes;
        throw new ManagerException(Read(answer, bytes), answer.Headers.RetryAfter?.Delta);
    }

    /// <summary>A body in JSON.</summary>
    public static HttpContent ToJson<T>(T value) => Bytes(JsonSerializer.SerializeToUtf8Bytes(value, Wire.Options), "application/json");

    /// <summary>A body as it is.</summary>
    public static HttpContent Bytes(byte[] bytes, string mediaType) => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Problem Read(HttpResponseMessage answer, byte[] bytes)
    {
        var status = (int)answer.StatusCode;
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json" && JsonSerializer.Deserialize<Problem>(bytes, Wire.Options) is { } problem) return problem;
        }
        catch (JsonException)
        {
            // Not a manager's.
        }

        return new("about:blank", "Refused", status, $"It answered {status} and said nothing more.", []);
    }
}
