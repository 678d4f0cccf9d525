using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Authority;
using Palisade.Trust.Identities;
using Palisade.Trust.Validation;

namespace Palisade.Cli.Tests.Following;

/// <summary>Stands between a gateway and its manager with a manager's identity, and changes answers as a test wants: a manager that is broken, or not one's own any more.</summary>
internal sealed class TamperingManager : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _upstream;

    private TamperingManager(WebApplication app, HttpClient upstream) => (_app, _upstream) = (app, upstream);

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Path and answer to what is sent in its place; null for nothing at all, as long as the gateway waits.</summary>
    public Func<string, byte[], byte[]?> Tamper { get; set; } = static (_, answer) => answer;

    public static async Task<TamperingManager> StartAsync(Fleet fleet, string tenant = "system")
    {
        var trust = fleet.Side.Trust;
        var validator = new PeerValidator(trust.Anchors, trust.Revocations, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => new(new MutualTls(trust.Own, validator, _ => { }).ForServer(new PeerExpectation(Role.Gateway))),
        })));
        var app = builder.Build();
        var manager = new TamperingManager(app, Upstream(trust, validator, fleet.Delivery, new(trust.Anchors.Domain, tenant, Role.Gateway, "edge", "between")));
        app.Run(manager.ForwardAsync);
        await app.StartAsync();
        manager.Address = IPEndPoint.Parse(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority);
        return manager;
    }

    public async ValueTask DisposeAsync()
    {
        _upstream.Dispose();
        await _app.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(new(context.Request.Method), path) { Content = context.Request.Method is "POST" ? new ByteArrayContent(body.ToArray()) : null };
        try
        {
            using var answer = await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            if (path.EndsWith("/follow", StringComparison.Ordinal)) await PassAsync(await answer.Content.ReadAsStreamAsync(context.RequestAborted), context);
            else await SendAsync(Tamper(path, await answer.Content.ReadAsByteArrayAsync(context.RequestAborted)), context);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static async Task SendAsync(byte[]? answer, HttpContext context)
    {
        if (answer is null) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        else await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private static async Task PassAsync(Stream stream, HttpContext context)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static HttpClient Upstream(ManagerTrust trust, PeerValidator validator, IPEndPoint at, Identity who)
    {
        using var key = SigningRequest.CreateKey();
        Assert.True(SigningRequest.TryRead(SigningRequest.Create(key), out var request, out _));
        Assert.True(trust.Issuing.TryIssue(who, request, CertificateUse.Connection, out var issued, out var refusal), refusal?.Reason);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new MutualTls(new LiveIdentity(issued.TryJoin(key)!), validator, _ => { }).ForClient(new PeerExpectation(Role.Manager)),
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(at, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new(handler) { BaseAddress = new("https://manager.invalid"), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }
}
