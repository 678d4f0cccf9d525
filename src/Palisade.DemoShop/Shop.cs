using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Palisade.DemoShop.Pages;
using Palisade.DemoShop.Safety;
using Palisade.DemoShop.Storage;

namespace Palisade.DemoShop;

/// <summary>
/// A small web shop that is really vulnerable: SQL injection, stored and reflected script, path traversal and command
/// injection. It exists to be attacked in front of an audience, directly and through the gateway. It listens on the
/// loopback address and nowhere else: there is no parameter for another.
/// </summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ShopDatabase _database;
    private readonly DocumentFolder _documents;

    private Shop(WebApplication app, ShopDatabase database, DocumentFolder documents) =>
        (_app, _database, _documents) = (app, database, documents);

    /// <summary>Where it listens, as <c>http://127.0.0.1:8081/</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts a shop with a new database.</summary>
    /// <param name="port">TCP port on 127.0.0.1; 0 takes a free one.</param>
    /// <param name="stop">Ends the attempt to start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<Shop> StartAsync(int port = 0, CancellationToken stop = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Listen(IPAddress.Loopback, port, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        // Signals belong to the program that holds the shop, not to the shop.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        var shop = new Shop(builder.Build(), new ShopDatabase(TimeProvider.System), new DocumentFolder());
        try
        {
            shop.Map();
            await shop._app.StartAsync(stop);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _database.Dispose();
        _documents.Dispose();
    }

    private void Map()
    {
        var catalogue = new Catalogue(_database);
        var account = new Account(_database);
        var service = new Service(_documents);
        _app.Use(static (context, next) => OnlyThisMachine.Admits(context.Request) ? next(context) : Refuse(context));
        _app.MapGet("/", catalogue.Home);
        _app.MapGet("/shop.css", static () => Results.Text(Embedded.Text("shop.css"), "text/css", Encoding.UTF8));
        _app.MapGet("/search", (HttpRequest r) => catalogue.Search(Asked(r, "q")));
        _app.MapGet("/product", (HttpRequest r) => catalogue.Product(Asked(r, "id")));
        _app.MapPost("/review", async (HttpRequest r) =>
        {
            var form = await FormAsync(r);
            return catalogue.Review(form["product"].ToString(), form["author"].ToString(), form["text"].ToString());
        });
        _app.MapGet("/login", Account.Ask);
        _app.MapPost("/login", async (HttpRequest r) =>
        {
            var form = await FormAsync(r);
            return account.Enter(form["email"].ToString(), form["password"].ToString());
        });
        _app.MapGet("/documents", Service.Documents);
        _app.MapGet("/download", (HttpRequest r) => service.Download(Asked(r, "file")));
        _app.MapGet("/suppliers", Service.Suppliers);
        _app.MapGet("/ping", (HttpRequest r) => service.PingAsync(Asked(r, "host"), r.HttpContext.RequestAborted));
    }

    private static string Asked(HttpRequest request, string name) => request.Query[name].ToString();

    private static async Task<IFormCollection> FormAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty; // not a form after all
        }
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("The demo shop answers this machine only, and no page of another site.\n");
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
