using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Palisade.Cli.Rules;

/// <summary>
/// The application behind the WAF in rule tests. It answers every request with an empty 200, and where a request asks
/// for it, with the response described in its body. The paths and the description are those of the CRS's own backend,
/// albedo, since the tests are written for it.
/// </summary>
internal sealed class ReflectingBackend : IAsyncDisposable
{
    private const int Wide = 4 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Method, string Target), Reflection> _configured = new();

    private ReflectingBackend(WebApplication app) => _app = app;

    /// <summary>Where it listens, on the loopback address.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Opens a free port and serves.</summary>
    public static async Task<ReflectingBackend> StartAsync(CancellationToken stop = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        // Signals belong to the command, not to this helper of its.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        var backend = new ReflectingBackend(builder.Build());
        backend._app.Run(backend.AnswerAsync);
        await backend._app.StartAsync(stop);
        return backend;
    }

    /// <summary>Stops listening.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // What reached the backend passed the WAF: nothing more is refused for its size here.
    private static void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxRequestLineSize = Wide;
        options.Limits.MaxRequestBufferSize = 2 * Wide;
        options.Limits.MaxRequestHeadersTotalSize = Wide;
        options.Limits.MaxRequestHeaderCount = 10_000;
        options.Limits.MinRequestBodyDataRate = null;
        options.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
    }

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value?.TrimEnd('/') ?? "";
        return (http.Request.Method, path) switch
        {
            ("POST", "/reflect") => ReflectAsync(http),
            ("POST", "/configure_reflection") => ConfigureAsync(http),
            ("PUT", "/reset") => ResetAsync(),
            (_, "/capabilities") => Capabilities.WriteAsync(http),
            (_, "/inspect") => InspectAsync(http),
            _ => _configured.TryGetValue(KeyOf(http), out var reflection) ? reflection.WriteAsync(http) : Task.CompletedTask,
        };
    }

    private static async Task ReflectAsync(HttpContext http)
    {
        if (Reflection.Read(await BodyAsync(http)) is { } reflection) await reflection.WriteAsync(http);
        else await RefuseAsync(http, "Invalid JSON in request body");
    }

    private async Task ConfigureAsync(HttpContext http)
    {
        var body = await BodyAsync(http);
        if (Reflection.Read(body) is not { } reflection)
        {
            await RefuseAsync(http, "Invalid JSON in request body");
            return;
        }

        foreach (var (method, target) in Reflection.Endpoints(body)) _configured[(method, target)] = reflection;
    }

    private Task ResetAsync()
    {
        _configured.Clear();
        return Task.CompletedTask;
    }

    // What arrived, for a person who wonders what the WAF made of a request.
    private static async Task InspectAsync(HttpContext http)
    {
        var body = await BodyAsync(http);
        var (method, target) = KeyOf(http);
        await http.Response.WriteAsJsonAsync(new
        {
            method,
            target,
            headers = http.Request.Headers.SelectMany(h => h.Value.Select(v => new[] { h.Key, v })),
            bodySize = body.Length,
        });
    }

    private static (string Method, string Target) KeyOf(HttpContext http) =>
        (http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    private static Task RefuseAsync(HttpContext http, string why)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = ContentSniffer.PlainText;
        return http.Response.WriteAsync(why);
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
