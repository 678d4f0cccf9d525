using System.CommandLine;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade logout</c>: ends the session, and forgets it.</summary>
internal static class LogoutCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var place = new Place();
        var command = new Command("logout", "Sign off, and forget the manager.");
        command.SetAction(async (parsed, _) =>
        {
            var code = await place.RunAsync(parsed, async to =>
            {
                try
                {
                    await to.Client.SignOffAsync(to.Stop);
                }
                catch (ManagerException gone) when (gone.Status is 401 or 404)
                {
                    // It ended by itself, or was a token, which only revoking ends.
                }

                return ExitCode.Done;
            });
            SavedLogin.Forget();
            return code;
        });
        return command;
    }
}
