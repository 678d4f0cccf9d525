using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Palisade.EndToEnd.Tests.Servers;

/// <summary>An application in this process: HTTP/1.1 on one port, HTTP/2 in clear text on another.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Origin(WebApplication app, int port, int http2Port) =>
        (_app, Url, Http2) = (app, $"http://127.0.0.1:{port}", $"127.0.0.1:{http2Port}");

    /// <summary>Where it speaks HTTP/1.1.</summary>
    public string Url { get; }

    /// <summary>Host and port where it speaks HTTP/2.</summary>
    public string Http2 { get; }

    public static async Task<Origin> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        var bound = new List<ListenOptions>();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            foreach (var protocol in (HttpProtocols[])[HttpProtocols.Http1, HttpProtocols.Http2])
            {
                options.Listen(IPAddress.Loopback, 0, endpoint =>
                {
                    endpoint.Protocols = protocol;
                    bound.Add(endpoint);
                });
            }
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync();
        return new(app, bound[0].IPEndPoint!.Port, bound[1].IPEndPoint!.Port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
