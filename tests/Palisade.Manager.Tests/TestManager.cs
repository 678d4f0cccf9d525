using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Palisade.Api.Accounts;
using Palisade.Api.Json;
using Palisade.Protection.Checks;
using Palisade.Storage;
using Palisade.Storage.Databases;

namespace Palisade.Manager.Tests;

/// <summary>A manager of one test class's own, over a store of its own. Whatever it logs as an error fails who asks for <see cref="Errors"/>.</summary>
public sealed class TestManager : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly string _folder;
    private readonly ErrorLog _log;

    private TestManager(string folder, ObjectStore store, ManagerHost host, MovedClock clock, ErrorLog log) => (_folder, Store, Host, Clock, _log) = (folder, store, host, clock, log);

    public ManagerHost Host { get; }

    public ObjectStore Store { get; }

    public MovedClock Clock { get; }

    public IReadOnlyCollection<string> Errors => _log.Lines;

    public string Folder => _folder;

    public static async Task<TestManager> StartAsync(Func<ManagerParts, ManagerParts>? parts = null, Database? database = null)
    {
        var folder = Directory.CreateTempSubdirectory("palisade-manager-").FullName;
        var clock = new MovedClock();
        var store = await ObjectStore.OpenAsync(database ?? new SqliteDatabase(Path.Combine(folder, "objects.db")), new() { AlsoCheck = SpecCheck.Check, Clock = clock });
        var log = new ErrorLog();
        var given = new ManagerParts(store) { Clock = clock, Loggers = log };
        var host = await ManagerHost.StartAsync(new() { DataFolder = folder, Endpoint = new(IPAddress.Loopback, 0), AdminPassword = Password }, parts?.Invoke(given) ?? given);
        return new(folder, store, host, clock, log);
    }

    /// <summary>A client that nobody signed on.</summary>
    public HttpClient Client(string? bearer = null, Action<HttpRequestMessage, HttpResponseMessage>? seen = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is not null && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(certificate.GetRawCertData())) == Host.Fingerprint;
        var client = new HttpClient(new Watching(handler, seen)) { BaseAddress = Host.Address, Timeout = TimeSpan.FromSeconds(100) };
        if (bearer is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return client;
    }

    /// <summary>The token of a session.</summary>
    public async Task<string> SignOnAsync(string user = "admin", string tenant = "system", string password = Password)
    {
        using var client = Client();
        using var answer = await client.PostAsync("/api/sessions", Json(new SignOn(user, password, tenant)));
        return (await ReadAsync<SignedOn>(answer, HttpStatusCode.Created)).Token!;
    }

    /// <summary>A user of a tenant, with the tenant when it is not there, signed on.</summary>
    public async Task<string> UserAsync(string admin, string tenant, string name, params Grant[] grants)
    {
        using var client = Client(admin);
        using var made = await client.PostAsync("/api/tenants", Json(new { name = tenant }));
        Assert.True(made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity);
        using var answer = await client.PostAsync($"/api/tenants/{tenant}/users", Json(new NewUser(name, Password, grants)));
        await ReadAsync<UserView>(answer, HttpStatusCode.Created);
        return await SignOnAsync(name, tenant);
    }

    public static HttpContent Json(object body) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire.Options)) { Headers = { ContentType = new("application/json") } };

    public static HttpContent Text(string body, string type = "application/json") => new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}, not {(int)expected}: {text}");
        return JsonSerializer.Deserialize<T>(text, Wire.Options)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Watching(HttpMessageHandler inner, Action<HttpRequestMessage, HttpResponseMessage>? seen) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            seen?.Invoke(request, response);
            return response;
        }
    }
}

/// <summary>A clock that stands still until the test moves it.</summary>
public sealed class MovedClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}

/// <summary>Keeps what is logged as an error.</summary>
public sealed class ErrorLog : ILoggerFactory, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public void AddProvider(ILoggerProvider provider)
    {
        // This one is enough.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error) _lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
