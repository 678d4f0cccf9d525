using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;
using Palisade.Manager.Metrics;
using Palisade.Manager.Objects;
using Palisade.Manager.Oidc;
using Palisade.Manager.Sessions;
using Palisade.Manager.Tls;
using Palisade.Manager.Version1;

namespace Palisade.Manager;

/// <summary>The manager's REST API, as it runs. Disposing it stops it: what is being answered is finished, what waits is sent away.</summary>
public sealed class ManagerHost : IAsyncDisposable
{
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _ending;
    private readonly Passwords _passwords;
    private MetricsListener? _metrics;

    private ManagerHost(WebApplication app, CancellationTokenSource ending, Passwords passwords, X509Certificate2 certificate) =>
        (_app, _ending, _passwords, Fingerprint) = (app, ending, passwords, Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));

    /// <summary>Where it is reached.</summary>
    public Uri Address { get; private set; } = new("https://localhost");

    /// <summary>The SHA-256 of its certificate, in hexadecimal digits: what a client pins.</summary>
    public string Fingerprint { get; }

    /// <summary>The password that was made for the first administrator <c>admin</c>, to be shown once; null where there was a user already, or it was given.</summary>
    public string? FirstPassword { get; private init; }

    /// <summary>Where anybody who reaches it reads the metrics; null where the configuration wants no such place.</summary>
    public IPEndPoint? MetricsAddress => _metrics?.Address;

    /// <summary>Every endpoint, for tests that walk them.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">It cannot listen there, or its certificate cannot be kept.</exception>
    /// <exception cref="ArgumentException">The given password is too weak.</exception>
    public static async Task<ManagerHost> StartAsync(ManagerConfig config, ManagerParts parts, CancellationToken stop = default)
    {
        var passwords = new Passwords();
        var authenticator = new Authenticator(parts.Store, parts.Clock, config.Sessions);
        var first = await FirstAdministrator.MakeAsync(authenticator.Of(ObjectNames.SystemTenant), passwords, config.AdminPassword, parts.Clock, stop);
        await FirstTenant.MakeAsync(parts.Store, stop);
        var certificate = config.Certificate ?? OwnCertificate.Load(config.DataFolder, config.Names, parts.Clock);
        var loggers = parts.Loggers ?? NullLoggerFactory.Instance;
        var app = Build(config.Endpoint, certificate, loggers);

        var ending = new CancellationTokenSource();
        var pipeline = new Pipeline(new(parts.Store, authenticator), loggers.CreateLogger("Palisade.Manager"));
        app.Use(pipeline.GuardAsync);
        var metrics = new ManagerMetrics(parts, () => pipeline.StoreFailures);
        var signing = new SigningOn(authenticator, passwords, new(parts.Clock), config.Sessions, parts.Clock);
        var oidc = new OidcSigning(new(parts.Store, config.DataFolder), new(), authenticator, signing, parts.Clock, loggers.CreateLogger("Palisade.Manager"));
        app.Lifetime.ApplicationStopped.Register(oidc.Dispose);
        var following = new V1Following(parts.Store, loggers.CreateLogger("Palisade.Manager"));
        foreach (var route in RouteList.Make(parts, signing, authenticator, passwords, metrics, oidc, following, ending.Token))
            app.MapMethods(route.Path, [route.Method], context => pipeline.RunAsync(context, route)).WithMetadata(route);
        app.Map(V1Endpoint.Prefix + "{**path}", new V1Endpoint(parts, signing, authenticator, following).RunAsync);
        var host = new ManagerHost(app, ending, passwords, certificate) { FirstPassword = first };
        try
        {
            if (config.Metrics is { } at) host._metrics = await MetricsListener.StartAsync(at, metrics, loggers, stop);
            await app.StartAsync(stop);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_metrics is not null) await _metrics.DisposeAsync();
        using var enough = new CancellationTokenSource(Finishing);
        await _app.StopAsync(enough.Token);
        await _app.DisposeAsync();
        _ending.Dispose();
        _passwords.Dispose();
    }

    private static WebApplication Build(IPEndPoint endpoint, X509Certificate2 certificate, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Finishing);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyShape.Small;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(endpoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate, https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
            });
        });
        return builder.Build();
    }
}
