using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>An origin that speaks HTTP as real ones do.</summary>
internal sealed class KestrelOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelOrigin(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    public static async Task<KestrelOrigin> StartAsync(RequestDelegate answer, bool http2 = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        ListenOptions? bound = null;
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
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
