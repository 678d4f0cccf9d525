using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Palisade.Manager.Metrics;

/// <summary>Metrics on a port of their own: only <c>GET /metrics</c>, and no proof of who asks. It is there where somebody asked for it.</summary>
internal sealed class MetricsListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ListenOptions? _bound;

    private MetricsListener(IPEndPoint at, ManagerMetrics metrics, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Listen(at, listen => _bound = listen);
        });
        _app = builder.Build();
        _app.Run(http => AnswerAsync(http, metrics));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _bound!.IPEndPoint!;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<MetricsListener> StartAsync(IPEndPoint at, ManagerMetrics metrics, ILoggerFactory loggers, CancellationToken stop)
    {
        var listener = new MetricsListener(at, metrics, loggers);
        try
        {
            await listener._app.StartAsync(stop);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext http, ManagerMetrics metrics)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path != MetricRoutes.Path || http.Request.Method is not "GET")
        {
            http.Response.StatusCode = http.Request.Path != MetricRoutes.Path ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        http.Response.ContentType = MetricRoutes.MediaType;
        return http.Response.WriteAsync(metrics.Render(), http.RequestAborted);
    }
}
