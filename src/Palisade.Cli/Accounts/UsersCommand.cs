using System.CommandLine;
using Palisade.Api.Accounts;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade users</c>: who may sign on, and with which roles.</summary>
internal static class UsersCommand
{
    private const string About =
        """
        Show and change the users of a tenant.

        Examples:
          palisade users list --tenant acme
          palisade users add ann --role editor:web --role viewer --tenant acme
          palisade users add bob --role viewer --password-file - < password.txt
          palisade users set-roles ann --role tenant_admin
          palisade users disable bob
          palisade users password            # one's own
        """;

    /// <summary>The command with those below it.</summary>
    public static Command Create() => new("users", About)
    {
        CreateList(),
        CreateAdd(),
        UserChanges.CreateRoles(),
        UserChanges.CreateSwitch("disable", "Keep a user from signing on; all its sessions end, and its tokens are good no more.", disabled: true),
        UserChanges.CreateSwitch("enable", "Let a user sign on again.", disabled: false),
        PasswordCommand.Create(),
        UserChanges.CreateDelete(),
    };

    /// <summary>An argument for a user's name.</summary>
    public static Argument<T> Name<T>(Place place, string about = "The user's name.") =>
        new Argument<T>("USER") { Description = about }.Completed(place, async to => (await to.Objects.UsersAsync(to.Stop)).Items.Select(u => u.Name));

    /// <summary>Users as lines.</summary>
    public static void Show(Screen screen, IEnumerable<UserView> users, string home) => Columns.Write(screen, ["NAME", "STATE", "ROLES", "CREATED", "DISPLAY NAME"], users.Select(u => (IReadOnlyList<string>)
    [
        u.Name, u.Disabled ? "disabled" : "enabled", RoleText.Show(u.Grants, home), Columns.Time(u.Created), u.DisplayName,
    ]));

    private static Command CreateList()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("list", "Show the users of a tenant with their roles.");
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var users = await to.Objects.UsersAsync(to.Stop);
            form.Show(parsed, to.Screen, users, () => Show(to.Screen, users.Items, to.Tenant));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateAdd()
    {
        var (place, form, password) = (new Place(), new Form(), new PasswordFile());
        var name = new Argument<string>("USER") { Description = "The new user's name." };
        var roles = RoleText.Option(required: false);
        var display = new Option<string?>("--display-name") { HelpName = "TEXT", Description = "What people call it." };
        var command = new Command("add", "Make a user. The password is asked for, or read from a file.") { name, roles, display };
        password.On(command);
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            if (RoleText.ReadAll(parsed.GetValue(roles) ?? [], to.Tenant, to.Screen) is not { } grants) return ExitCode.Usage;
            if (await password.ReadAsync(parsed, $" of {to.Tenant}/{parsed.GetRequiredValue(name)}", to.Screen, to.Stop) is not { } secret) return ExitCode.Configuration;
            var user = await to.Objects.MakeUserAsync(new(parsed.GetRequiredValue(name), secret, grants, parsed.GetValue(display) ?? ""), to.Stop);
            form.Show(parsed, to.Screen, user, () => to.Screen.Output.WriteLine($"user {to.Tenant}/{user.Name} added{(user.Grants.Count == 0 ? "; it has no role yet" : "")}"));
            await LaterNamespaces.TellAsync(to, user.Grants);
            return ExitCode.Done;
        }));
        return command;
    }
}
