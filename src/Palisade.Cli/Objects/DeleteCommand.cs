using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade delete</c>: takes an object out.</summary>
internal static class DeleteCommand
{
    private const string About =
        """
        Take an object out. What others name cannot be.

        Example:
          palisade delete site shop -n web --reason "moved"
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var one = new OneObject(new(), needed: true);
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why, for the history." };
        var command = new Command("delete", About) { reason };
        one.On(command);
        command.SetAction((parsed, _) => one.RunAsync(parsed, async (to, key) =>
        {
            await to.Objects.DeleteAsync(key!.Value, reason: parsed.GetValue(reason), stop: to.Stop);
            to.Screen.Output.WriteLine($"{key} deleted");
            return ExitCode.Done;
        }));
        return command;
    }
}
