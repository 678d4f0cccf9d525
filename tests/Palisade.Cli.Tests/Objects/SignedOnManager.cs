using System.Net;
using Palisade.Manager;
using Palisade.Protection.Checks;
using Palisade.Storage;
using Palisade.Storage.Databases;

namespace Palisade.Cli.Tests.Objects;

/// <summary>A manager with the tenant acme, and a place for logins that is the tests' own.</summary>
[CollectionDefinition(nameof(SignedOnManager))]
public sealed class SignedOnManager : IAsyncLifetime, ICollectionFixture<SignedOnManager>
{
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-test-").FullName;
    private readonly string? _home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
    private ObjectStore _store = null!;

    public ManagerHost Host { get; private set; } = null!;

    public string Url => Host.Address.ToString();

    public string LoginFile => Path.Combine(_folder, "home", "palisade", "login.json");

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Path.Combine(_folder, "home"));
        _store = await ObjectStore.OpenAsync(new SqliteDatabase(Path.Combine(_folder, "objects.db")), new() { AlsoCheck = SpecCheck.Check });
        Host = await ManagerHost.StartAsync(new() { DataFolder = _folder, Endpoint = new(IPAddress.Loopback, 0), AdminPassword = Password }, new(_store));
        await LoginAsync(Password);
    }

    /// <summary>Signs on as the administrator.</summary>
    internal Task<Invocation> LoginAsync(string password, params string[] more) => TypeAsync(password, ["login", Url, "--password-stdin", .. more]);

    /// <summary>Signs on as somebody, who then is the one that is signed on.</summary>
    internal Task<Invocation> SignOnAsync(string user, string tenant, string password) => LoginAsync(password, "--user", user, "--in", tenant);

    internal static async Task<Invocation> TypeAsync(string line, string[] args)
    {
        var input = Console.In;
        Console.SetIn(new StringReader(line + "\n"));
        try
        {
            return await Invocation.RunAsync(args);
        }
        finally
        {
            Console.SetIn(input);
        }
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _store.DisposeAsync();
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", _home);
        Directory.Delete(_folder, recursive: true);
    }
}
