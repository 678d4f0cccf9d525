using System.CommandLine;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade users password</c>: somebody's, or one's own.</summary>
internal static class PasswordCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, password) = (new Place(), new PasswordFile());
        var name = UsersCommand.Name<string?>(place, "Whose password; without it one's own.");
        name.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("password", "Set a user's password; all its sessions end. One's own needs the old one, asked for first (the first line of standard input).") { name };
        password.On(command);
        place.On(command, withNamespace: false);
        command.SetAction((parsed, _) => place.RunAsync(parsed, to => parsed.GetValue(name) is { } user
            ? SetAsync(parsed, to, user, password)
            : ChangeOwnAsync(parsed, to, password)));
        return command;
    }

    private static async Task<int> SetAsync(ParseResult parsed, Connected to, string user, PasswordFile password)
    {
        if (await password.ReadAsync(parsed, $" of {to.Tenant}/{user}", to.Screen, to.Stop) is not { } secret) return ExitCode.Configuration;
        await to.Objects.SetPasswordAsync(user, secret, to.Stop);
        to.Screen.Output.WriteLine($"password of {to.Tenant}/{user} set; its sessions ended");
        return ExitCode.Done;
    }

    private static async Task<int> ChangeOwnAsync(ParseResult parsed, Connected to, PasswordFile password)
    {
        var who = await to.Client.WhoAsync(to.Stop);
        if (PasswordPrompt.Read($"Old password of {who.Tenant}/{who.User}: ", fromInput: false, to.Screen) is not { Length: > 0 } old)
        {
            to.Screen.Fail("the old password is needed");
            return ExitCode.Configuration;
        }

        if (await password.ReadAsync(parsed, "", to.Screen, to.Stop) is not { } secret) return ExitCode.Configuration;
        await to.Client.ChangePasswordAsync(new(secret, old), to.Stop);
        to.Screen.Output.WriteLine($"password of {who.Tenant}/{who.User} changed; its other sessions ended");
        return ExitCode.Done;
    }
}
