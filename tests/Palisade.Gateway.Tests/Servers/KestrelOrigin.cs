using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>An origin that speaks HTTP as real ones do.</summary>
internal sealed class KestrelOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelOrigin(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    public int Port => new Uri(Url).Port;

    public static async Task<KestrelOrigin> StartAsync(RequestDelegate answer, bool http2 = false, X509Certificate2? tls = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        ListenOptions? bound = null;
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, port, endpoint =>
            {
                endpoint.Protocols = tls is not null ? HttpProtocols.Http1AndHttp2 : http2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
                if (tls is not null) endpoint.UseHttps(tls, options =>
                {
                    options.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    options.AllowAnyClientCertificate();
                });
                bound = endpoint;
            });
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync();
        return new(app, $"{(http2 ? "h2c" : "http")}://127.0.0.1:{bound!.IPEndPoint!.Port}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
