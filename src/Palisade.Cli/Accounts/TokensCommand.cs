using System.CommandLine;
using Palisade.Api.Accounts;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade tokens</c>: what programs sign on with.</summary>
internal static class TokensCommand
{
    private const string About =
        """
        Show, make and revoke tokens for programs. A token may do at most what its user may.

        Examples:
          palisade tokens create ci --role editor:web --days 30 > ci.token
          palisade tokens list
          palisade tokens list --everybody --tenant acme
          palisade tokens revoke 5d1f3a90b2c4e678
        """;

    /// <summary>The command with those below it.</summary>
    public static Command Create() => new("tokens", About) { CreateList(), CreateCreate(), CreateRevoke() };

    private static Option<bool> Everybody() => new("--everybody") { Description = "Of all users of the tenant, not only one's own." };

    private static Task<TokenList> ListAsync(Connected to, bool everybody) => everybody ? to.Objects.TokensAsync(to.Stop) : to.Client.TokensAsync(to.Stop);

    private static Command CreateList()
    {
        var (place, form, everybody) = (new Place(), new Form(), Everybody());
        var command = new Command("list", "Show tokens; never what proves them.") { everybody };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var tokens = await ListAsync(to, parsed.GetValue(everybody));
            form.Show(parsed, to.Screen, tokens, () => Columns.Write(to.Screen, ["ID", "NAME", "USER", "SCOPE", "CREATED", "EXPIRES"], tokens.Items.Select(t => (IReadOnlyList<string>)
            [
                t.Id, t.Name, t.User, RoleText.Show(t.Scope, ""), Columns.Time(t.Created), Columns.Time(t.Expires),
            ])));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateCreate()
    {
        var (place, form) = (new Place(), new Form());
        var name = new Argument<string>("NAME") { Description = "What it is for, for people." };
        var role = new Option<string>("--role", "-r") { HelpName = "ROLE", Description = $"What it may do at most: {RoleText.Grammar}.", Required = true };
        var days = new Option<int>("--days") { HelpName = "N", Description = "For how many days it is good, 1 to 366.", DefaultValueFactory = _ => 90 };
        var command = new Command("create", "Make a token of one's own. Its secret is printed, this once, and nothing else on standard output.") { name, role, days };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var (scope, fault) = RoleText.Read(parsed.GetRequiredValue(role), to.Tenant);
            if (scope is null)
            {
                to.Screen.Fail(fault!);
                return ExitCode.Usage;
            }

            // Administrators of the platform are so in its own tenant, whichever they work in.
            var tenant = scope.Role is Role.Admin && !parsed.GetRequiredValue(role).Contains('@', StringComparison.Ordinal) ? "system" : scope.Tenant;
            var made = await to.Client.MakeTokenAsync(new(parsed.GetRequiredValue(name), scope.Role, tenant, scope.Namespaces, parsed.GetValue(days)), to.Stop);
            form.Show(parsed, to.Screen, made, () => to.Screen.Output.WriteLine(made.Secret));
            to.Screen.Note($"token {made.Token.Id}: {RoleText.Show(made.Token.Scope, "")} until {Columns.Time(made.Token.Expires)}; it is not shown again");
            await LaterNamespaces.TellAsync(to, [made.Token.Scope]);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateRevoke()
    {
        var (place, everybody) = (new Place(), Everybody());
        var id = new Argument<string>("ID") { Description = "Its id, as 'tokens list' shows it." };
        id.Completed(place, async to => (await to.Client.TokensAsync(to.Stop)).Items.Select(t => t.Id));
        var command = new Command("revoke", "Make a token worthless, at once and for ever.") { id, everybody };
        place.On(command, withNamespace: false);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var one = parsed.GetRequiredValue(id);
            await (parsed.GetValue(everybody) ? to.Objects.RevokeTokenAsync(one, to.Stop) : to.Client.RevokeTokenAsync(one, to.Stop));
            to.Screen.Output.WriteLine($"token {one} revoked");
            return ExitCode.Done;
        }));
        return command;
    }
}
