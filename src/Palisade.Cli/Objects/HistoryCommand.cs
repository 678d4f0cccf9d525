using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade history</c>: what was done, by whom and why.</summary>
internal static class HistoryCommand
{
    private const string About =
        """
        Show what was done with an object, or in the whole tenant, the newest first.

        Examples:
          palisade history
          palisade history site shop -n web --json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (one, form) = (new OneObject(new(), needed: false), new Form());
        var count = new Option<int>("--limit") { HelpName = "N", Description = "Show at most N, 1 to 1,000.", DefaultValueFactory = _ => 50 };
        var command = new Command("history", About) { count };
        one.On(command);
        form.On(command);
        command.SetAction((parsed, _) => one.RunAsync(parsed, async (to, key) =>
        {
            var history = await to.Objects.HistoryAsync(key, parsed.GetValue(count), stop: to.Stop);
            form.Show(parsed, to.Screen, history, () => Columns.Write(to.Screen, ["REVISION", "AT", "WHAT", "OBJECT", "BY", "WHY"], history.Items.Select(v => (IReadOnlyList<string>)
            [
                $"{v.Revision}", Columns.Time(v.At), v.Operation, $"{v.Kind} {(v.Namespace.Length > 0 ? v.Namespace + "/" : "")}{v.Name}", v.By, v.Reason,
            ])));
            return ExitCode.Done;
        }));
        return command;
    }
}
