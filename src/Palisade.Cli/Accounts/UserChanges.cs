using System.CommandLine;
using Palisade.Api.Accounts;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary>The commands that change a user that is there.</summary>
internal static class UserChanges
{
    /// <summary><c>palisade users set-roles</c>.</summary>
    public static Command CreateRoles()
    {
        var (roles, none) = (RoleText.Option(required: false), new Option<bool>("--none") { Description = "No role at all." });
        var command = Create("set-roles", "Give a user these roles, in the place of all it has. It holds with its next request.", (parsed, to) =>
        {
            var typed = parsed.GetValue(roles) ?? [];
            if (typed.Length > 0 != parsed.GetValue(none)) return RoleText.ReadAll(typed, to.Tenant, to.Screen) is { } grants ? new UserChange(Grants: grants) : null;
            to.Screen.Fail("one of --role and --none is needed: what is set takes the place of every role there is");
            return null;
        });
        command.Options.Add(roles);
        command.Options.Add(none);
        return command;
    }

    /// <summary><c>palisade users disable</c> and <c>enable</c>.</summary>
    public static Command CreateSwitch(string word, string about, bool disabled) => Create(word, about, (_, _) => new(Disabled: disabled));

    /// <summary><c>palisade users delete</c>.</summary>
    public static Command CreateDelete()
    {
        var place = new Place();
        var name = UsersCommand.Name<string>(place);
        var command = new Command("delete", "Take a user out, with its sessions and tokens.") { name };
        place.On(command, withNamespace: false);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            await to.Objects.DeleteUserAsync(parsed.GetRequiredValue(name), to.Stop);
            to.Screen.Output.WriteLine($"user {to.Tenant}/{parsed.GetRequiredValue(name)} deleted");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Create(string word, string about, Func<ParseResult, Connected, UserChange?> change)
    {
        var (place, form) = (new Place(), new Form());
        var name = UsersCommand.Name<string>(place);
        var command = new Command(word, about) { name };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            if (change(parsed, to) is not { } asked) return ExitCode.Usage;
            var user = await to.Objects.ChangeUserAsync(parsed.GetRequiredValue(name), asked, to.Stop);
            form.Show(parsed, to.Screen, user, () => UsersCommand.Show(to.Screen, [user], to.Tenant));
            await LaterNamespaces.TellAsync(to, asked.Grants ?? []);
            return ExitCode.Done;
        }));
        return command;
    }
}
