using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Palisade.Manager.Enrolment;

/// <summary>A listener of the manager for its components: TLS 1.3 with options made for each connection, HTTP/2 or 1.1, one handler, nothing else.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;

    private TlsServer(WebApplication app, IPEndPoint address) => (_app, Address) = (app, address);

    /// <summary>Where it listens, with the port that was taken for 0.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Listens.</summary>
    /// <param name="most">Connections at once.</param>
    /// <param name="longestBody">Of a request, in bytes.</param>
    /// <param name="connected">Sees every connection; null for nobody.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<TlsServer> StartAsync(
        IPEndPoint at, int most, long longestBody, Func<SslServerAuthenticationOptions> tls, RequestDelegate handle, Func<ConnectionDelegate, ConnectionDelegate>? connected, ILoggerFactory loggers, CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = most;
            options.Limits.MaxRequestBodySize = longestBody;
            options.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            options.Limits.Http2.KeepAlivePingDelay = Ping;
            options.Limits.Http2.KeepAlivePingTimeout = Ping;
            options.Listen(at, listen =>
            {
                if (connected is not null) listen.Use(connected);
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(tls()), HandshakeTimeout = HandshakeTime });
            });
        });
        var app = builder.Build();
        app.Run(handle);
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, IPEndPoint.Parse(bound[(bound.LastIndexOf('/') + 1)..]));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
