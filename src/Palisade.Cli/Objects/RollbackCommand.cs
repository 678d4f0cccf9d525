using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade rollback</c>: makes an object, or everything, what it was.</summary>
internal static class RollbackCommand
{
    private const string About =
        """
        Make an object, or without one the whole tenant, what it was at a revision. It is a new change, checked like any other.

        Examples:
          palisade rollback site shop --to 41
          palisade rollback --to 41 --dry-run
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var one = new OneObject(new(), needed: false);
        var revision = new Option<int>("--to") { HelpName = "REVISION", Description = "The revision, as 'history' tells it.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be changed." };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why, for the history.", DefaultValueFactory = _ => "" };
        var command = new Command("rollback", About) { revision, dryRun, reason };
        one.On(command);
        command.SetAction((parsed, _) => one.RunAsync(parsed, async (to, key) =>
        {
            var applied = await to.Objects.RevertAsync(key, new(parsed.GetRequiredValue(revision), parsed.GetValue(reason) ?? ""), parsed.GetValue(dryRun), to.Stop);
            ChangeText.Write(to.Screen, applied.Changes, withFields: true);
            to.Screen.Output.WriteLine(applied.Changes.Count == 0 ? "everything is as it was then" : ChangeText.Summary(applied));
            return ExitCode.Done;
        }));
        return command;
    }
}
