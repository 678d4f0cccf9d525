using System.Net.Http.Headers;
using System.Text;
using Palisade.Configuration.Documents;

namespace Palisade.Manager.Oidc;

/// <summary>Asks identity providers: no redirect is followed, no cookie kept, nothing waited for long, nothing large read.</summary>
internal sealed class ProviderConnection : IDisposable
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly DocumentLimits Limits = new() { Depth = 16, Nodes = 10_000 };

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = 8, MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Patience, MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>The bytes of a document.</summary>
    /// <exception cref="ProviderFault">It does not come.</exception>
    public Task<byte[]> GetAsync(Provider provider, Uri address, CancellationToken stop) => SendAsync(provider, new(HttpMethod.Get, address), stop);

    /// <summary>Sends a form.</summary>
    /// <param name="secret">The client's secret, sent as HTTP Basic (RFC 6749, section 2.3.1); null for none.</param>
    /// <inheritdoc cref="GetAsync"/>
    public Task<byte[]> PostAsync(Provider provider, Uri address, Dictionary<string, string> form, string? secret, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (secret is null) form["client_id"] = provider.Spec.ClientId;
        else request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.Spec.ClientId)}:{Uri.EscapeDataString(secret)}")));
        request.Content = new FormUrlEncodedContent(form);
        return SendAsync(provider, request, stop);
    }

    /// <summary>What was answered, as JSON.</summary>
    public static Node Json(byte[] bytes) => JsonText.Read(bytes, Limits).Root is { Kind: NodeKind.Map } root ? root : throw new ProviderFault("It answered something else than a JSON object.");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> SendAsync(Provider provider, HttpRequestMessage request, CancellationToken stop)
    {
        using var mine = request;
        if (!provider.Owns(request.RequestUri!)) throw new ProviderFault($"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} is not the issuer's own and not in endpoint_hosts; loopback is for providers of the tenant system.");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            if (answer.StatusCode is System.Net.HttpStatusCode.OK) return await answer.Content.ReadAsByteArrayAsync(stop);
            // Refusing a code is an answer; everything else is none.
            throw new ProviderFault($"It answered {(int)answer.StatusCode}.") { IsRefusal = request.Method == HttpMethod.Post && (int)answer.StatusCode is 400 or 401 or 403 };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new ProviderFault($"It does not answer within {Patience.TotalSeconds} s, or with more than {MostBytes} bytes.", fault);
        }
    }
}

/// <summary>That an identity provider cannot be asked, or answers what no provider answers.</summary>
internal sealed class ProviderFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it answered, and did not accept what it was shown.</summary>
    public bool IsRefusal { get; init; }
}
