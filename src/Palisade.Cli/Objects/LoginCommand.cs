using System.CommandLine;
using System.Security.Authentication;
using Palisade.Api.Accounts;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade login</c>: signs on to a manager, and remembers it.</summary>
internal static class LoginCommand
{
    private const string About =
        """
        Sign on to a manager, and remember it for the commands that follow (~/.config/palisade/login.json, for your eyes only).
        A certificate that the machine does not know is pinned by its fingerprint; compare it with the one that the manager showed at
        its start, or give it with --fingerprint.

        Examples:
          palisade login https://manager.example:8083 --user ann --in acme
          palisade login https://127.0.0.1:8083 --password-stdin < password.txt
          palisade login https://manager.example:8083 --token-stdin --ca company.pem < token.txt
          palisade login https://manager.example:8083 --oidc --in acme
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var url = new Argument<string>("URL") { Description = "The manager's address, as https://127.0.0.1:8083." };
        var user = new Option<string>("--user", "-u") { HelpName = "USER", Description = "The user's name.", DefaultValueFactory = _ => "admin" };
        var tenant = new Option<string>("--in") { HelpName = "TENANT", Description = "The tenant whose user it is.", DefaultValueFactory = _ => "system" };
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from standard input." };
        var token = new Option<bool>("--token-stdin") { Description = "Read a token from standard input, in the place of user and password." };
        var oidc = new Option<bool>("--oidc") { Description = "Sign on in a browser, by an identity provider of the tenant; the address to open is printed." };
        var provider = new Option<string?>("--provider") { HelpName = "NAME", Description = "With --oidc: which identity provider, where the tenant has several." };
        var ca = new Option<string?>("--ca") { HelpName = "FILE", Description = "Certificates in PEM of who vouches for the manager." };
        var fingerprint = new Option<string?>("--fingerprint") { HelpName = "SHA256", Description = "The fingerprint of the manager's certificate." };
        var command = new Command("login", About) { url, user, tenant, password, token, oidc, provider, ca, fingerprint };
        command.SetAction((parsed, _) =>
        {
            var screen = Screen.Of(parsed);
            if (!Uri.TryCreate(parsed.GetRequiredValue(url), UriKind.Absolute, out var server) || server.Scheme != Uri.UriSchemeHttps)
            {
                screen.Fail("URL: it begins with https://");
                return Task.FromResult(ExitCode.Usage);
            }

            if (parsed.GetValue(oidc) && (parsed.GetValue(token) || parsed.GetValue(password)))
            {
                screen.Fail("--oidc needs neither password nor token");
                return Task.FromResult(ExitCode.Usage);
            }

            var asked = new Asked(
                new(server, "", parsed.GetRequiredValue(tenant), parsed.GetValue(fingerprint)?.Replace(":", "", StringComparison.Ordinal), parsed.GetValue(ca) is { } file ? Path.GetFullPath(file) : null),
                parsed.GetRequiredValue(user), parsed.GetValue(token), parsed.GetValue(password), parsed.GetValue(oidc), parsed.GetValue(provider));
            return Refusals.ToldAsync(screen, stop => RunAsync(asked, screen, stop));
        });
        return command;
    }

    private static async Task<int> RunAsync(Asked asked, Screen screen, CancellationToken stop)
    {
        var (trust, fault) = Place.TrustOf(asked.Login);
        if (trust is null)
        {
            screen.Fail(fault!);
            return ExitCode.Configuration;
        }

        // Nothing that proves anything is sent before it is known to whom.
        var login = asked.Login with { Fingerprint = await PinAsync(asked.Login, trust, screen, stop) };
        trust = trust with { Fingerprint = login.Fingerprint };
        if (asked.IsOidc) return await ByBrowserAsync(asked, login, trust, screen, stop);
        var secret = PasswordPrompt.Read(asked.IsToken ? "Token: " : $"Password of {asked.User}: ", asked.IsToken || asked.FromInput, screen);
        if (string.IsNullOrEmpty(secret))
        {
            screen.Fail("nothing was given to sign on with");
            return ExitCode.Usage;
        }

        using var client = new ManagerClient(new(login.Server, asked.IsToken ? secret : null, trust.CreateHandler()));
        var who = asked.IsToken ? await client.WhoAsync(stop) : null;
        var session = asked.IsToken ? null : await client.SignOnAsync(new(asked.User, secret, login.Tenant), stop);
        return Keep(login, who ?? session!.Identity, session?.Token ?? secret, session?.Expires, screen);
    }

    private static async Task<int> ByBrowserAsync(Asked asked, SavedLogin login, ServerTrust trust, Screen screen, CancellationToken stop)
    {
        using var client = new ManagerClient(new(login.Server, null, trust.CreateHandler()));
        if (await BrowserSignOn.RunAsync(client, login.Tenant, asked.Provider, screen, stop) is not { Token: { } token } session) return ExitCode.Refused;
        return Keep(login, session.Identity, token, session.Expires, screen);
    }

    private static int Keep(SavedLogin login, Identity identity, string token, DateTimeOffset? expires, Screen screen)
    {
        (login with { Token = token, Tenant = HomeOf(identity) }).Save();
        screen.Note($"signed on to {login.Server.Authority} as {identity.Tenant}/{identity.User}{(expires is { } end ? $" until {end.ToLocalTime():yyyy-MM-dd HH:mm}" : "")}");
        return ExitCode.Done;
    }

    private static async Task<string?> PinAsync(SavedLogin login, ServerTrust trust, Screen screen, CancellationToken stop)
    {
        try
        {
            using var client = new ManagerClient(new(login.Server, null, trust.CreateHandler()));
            await client.HealthAsync(stop);
            return login.Fingerprint;
        }
        catch (HttpRequestException fault) when (fault.InnerException is AuthenticationException && login is { Fingerprint: null, Authority: null } && trust.Seen is { } seen)
        {
            screen.Note($"its certificate is not known here and is pinned: SHA-256 {seen}");
            return seen;
        }
    }

    private static string HomeOf(Identity identity) => identity.Grants is [{ Role: not Role.Admin } only] ? only.Tenant : identity.Tenant;

    private sealed record Asked(SavedLogin Login, string User, bool IsToken, bool FromInput, bool IsOidc, string? Provider);
}
