using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Palisade.Cli.Tests.Run;

/// <summary>An application to protect: answers everything, and holds <c>/slow</c> until it is let go.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _slowArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Origin(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Done when a request for <c>/slow</c> has arrived.</summary>
    public Task SlowArrived => _slowArrived.Task;

    public static async Task<Origin> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var origin = new Origin(builder.Build());
        origin._app.MapGet("/slow", async () =>
        {
            origin._slowArrived.TrySetResult();
            await origin._go.Task;
            return "slow but sure";
        });
        origin._app.MapFallback(() => Results.Text("fine"));
        await origin._app.StartAsync();
        return origin;
    }

    /// <summary>Lets <c>/slow</c> answer.</summary>
    public void LetGo() => _go.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _app.DisposeAsync();
    }
}
