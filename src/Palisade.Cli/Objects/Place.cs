using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>The options by which every command finds its manager and its tenant.</summary>
internal sealed class Place
{
    private readonly Option<string?> _tenant = new("--tenant") { HelpName = "TENANT", Description = "The tenant [default: $PALISADE_TENANT, or the user's own; for users of the platform 'default']." };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { HelpName = "NAMESPACE", Description = "The namespace [default: default]." };

    /// <summary>Puts the options on a command.</summary>
    public void On(Command command, bool withNamespace = true)
    {
        command.Options.Add(_tenant);
        if (withNamespace) command.Options.Add(_namespace);
    }

    /// <summary>The namespace that was asked for; null where none was.</summary>
    public string? Namespace(ParseResult parsed) => parsed.GetValue(_namespace);

    /// <summary>The key of an object.</summary>
    public LocalKey Key(ParseResult parsed, ObjectKind kind, string name) => new(kind.Name, kind.InNamespace ? Namespace(parsed) ?? ObjectNames.DefaultNamespace : "", name);

    /// <summary>Runs a command with a connection to its manager; what the manager refuses becomes lines and an exit code.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<Connected, Task<int>> run)
    {
        var screen = Screen.Of(parsed);
        return Refusals.ToldAsync(screen, async stop =>
        {
            var (to, fault) = Connect(parsed, screen, stop);
            if (to is null)
            {
                screen.Fail(fault!);
                return ExitCode.Configuration;
            }

            using var client = to.Client;
            return await run(to);
        });
    }

    /// <summary>A connection to the manager, or why there is none in one line. Whoever asks for it disposes the client.</summary>
    public (Connected? To, string? Fault) Connect(ParseResult parsed, Screen screen, CancellationToken stop)
    {
        var (login, fault) = Login();
        if (login is null) return (null, fault ?? $"nobody is signed on; '{ThisProgram.Name} login URL' does it, or $PALISADE_URL and $PALISADE_TOKEN");
        var (trust, broken) = TrustOf(login);
        if (trust is null) return (null, broken);
        var tenant = parsed.GetValue(_tenant) ?? Variable("PALISADE_TENANT") ?? (login.Tenant == ObjectNames.SystemTenant ? ObjectNames.FirstTenant : login.Tenant);
        var client = new ManagerClient(new(login.Server, login.Token, trust.CreateHandler()));
        return (new(client, client.Tenant(tenant), tenant, screen, stop), null);
    }

    /// <summary>Which manager a login believes in, or what is wrong in one line.</summary>
    public static (ServerTrust? Trust, string? Fault) TrustOf(SavedLogin login)
    {
        if (login.Authority is not { } file) return (new(login.Fingerprint), null);
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? (new(login.Fingerprint, authorities), null) : (null, $"{file} has no certificate in PEM");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return (null, $"{file} cannot be read as certificates in PEM");
        }
    }

    // What the environment says goes before what was saved: for programs.
    private static (SavedLogin? Login, string? Fault) Login()
    {
        if (Variable("PALISADE_URL") is not { } url) return SavedLogin.Load();
        if (Variable("PALISADE_TOKEN") is not { } token) return (null, "with $PALISADE_URL, $PALISADE_TOKEN is needed");
        return Uri.TryCreate(url, UriKind.Absolute, out var server) && server.Scheme == Uri.UriSchemeHttps
            ? (new(server, token, Variable("PALISADE_TENANT") ?? ObjectNames.SystemTenant, Variable("PALISADE_FINGERPRINT"), Variable("PALISADE_CA")), null)
            : (null, "$PALISADE_URL is not an address that begins with https://");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>A command that is connected.</summary>
internal sealed record Connected(ManagerClient Client, TenantClient Objects, string Tenant, Screen Screen, CancellationToken Stop);
