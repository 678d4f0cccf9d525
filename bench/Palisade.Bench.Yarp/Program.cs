using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

// A reverse proxy with YARP's forwarder and nothing else: what Palisade would cost if it inspected nothing.
// Arguments: the port to listen on, the URL of the origin. Its settings are those that YARP's documentation recommends.
var (port, origin) = (int.Parse(args[0]), args[1]);
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Services.AddHttpForwarder();
builder.WebHost.UseKestrelCore();
builder.WebHost.ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.Listen(IPAddress.Loopback, port);
});
await using var app = builder.Build();
using var client = new HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    UseCookies = false,
    EnableMultipleHttp2Connections = true,
    ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    ConnectTimeout = TimeSpan.FromSeconds(15),
});
var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
var config = new ForwarderRequestConfig { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
app.Run(async (HttpContext http) => await forwarder.SendAsync(http, origin, client, config, HttpTransformer.Default));
await app.RunAsync();
