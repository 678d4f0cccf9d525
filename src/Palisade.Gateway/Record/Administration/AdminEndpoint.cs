using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Palisade.Configuration;

namespace Palisade.Gateway.Record.Administration;

/// <summary>Health, readiness and metrics on a port of their own, with a server of their own: the traffic's limits and troubles do not reach it.</summary>
internal sealed class AdminEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PrometheusText _metrics;
    private readonly IReadOnlyDictionary<string, RequestDelegate> _pages;
    private volatile bool _ready;

    private AdminEndpoint(AdminConfig config, IReadOnlyList<Meter> meters, IReadOnlyDictionary<string, RequestDelegate> pages, IHostLifetime lifetime, ILoggerFactory loggers)
    {
        _metrics = new PrometheusText(meters);
        _pages = pages;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(lifetime);
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 0;
            options.Listen(IPAddress.Parse(config.Address), config.Port, endpoint => Bound = endpoint);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint Address => Bound!.IPEndPoint!;

    private ListenOptions? Bound { get; set; }

    /// <summary>Opens the port. Not ready is what it says until <see cref="Ready"/>.</summary>
    /// <param name="pages">What else is told, by path.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<AdminEndpoint> StartAsync(AdminConfig config, IReadOnlyList<Meter> meters, IReadOnlyDictionary<string, RequestDelegate> pages, IHostLifetime lifetime, ILoggerFactory loggers, CancellationToken stop)
    {
        var endpoint = new AdminEndpoint(config, meters, pages, lifetime, loggers);
        try
        {
            await endpoint._app.StartAsync(stop);
            return endpoint;
        }
        catch
        {
            await endpoint.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says whether the traffic's ports are open and stay so.</summary>
    public void Ready(bool ready) => _ready = ready;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _metrics.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        response.ContentType = "text/plain; charset=utf-8";
        switch (http.Request.Path.Value)
        {
            case "/healthz":
                return response.WriteAsync("alive\n", http.RequestAborted);
            case "/readyz":
                if (!_ready) response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return response.WriteAsync(_ready ? "ready\n" : "not ready\n", http.RequestAborted);
            case "/metrics":
                response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                return response.WriteAsync(_metrics.Render(), http.RequestAborted);
            case { } path when _pages.TryGetValue(path, out var page):
                return page(http);
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
