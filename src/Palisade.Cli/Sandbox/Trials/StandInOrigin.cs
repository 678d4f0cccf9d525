using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>Stands where the origins of real sites are, so that no sample request ever reaches one: a plain page for whoever asks.</summary>
internal sealed class StandInOrigin : IAsyncDisposable
{
    private const string Page = "<!doctype html><html lang=\"en\"><head><title>A page</title></head><body><h1>A page</h1><p>Nothing is sold here.</p></body></html>";

    private readonly WebApplication _app;

    private StandInOrigin(WebApplication app) => _app = app;

    /// <summary>Where it listens, on the loopback address.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Opens a free port.</summary>
    public static async Task<StandInOrigin> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        var origin = new StandInOrigin(builder.Build());
        origin._app.Run(static context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(Page, context.RequestAborted);
        });
        await origin._app.StartAsync(stop);
        return origin;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // The signals are the command's.
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
