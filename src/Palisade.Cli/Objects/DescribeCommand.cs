using System.CommandLine;
using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade describe</c>: everything about one object.</summary>
internal static class DescribeCommand
{
    private const string About =
        """
        Show everything about an object: what is saved, what is live, who uses it, what was done with it last.

        Example:
          palisade describe site shop -n web
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var one = new OneObject(new(), needed: true);
        var command = new Command("describe", About);
        one.On(command);
        command.SetAction((parsed, _) => one.RunAsync(parsed, async (to, key) =>
        {
            var view = await to.Objects.GetAsync(key!.Value, to.Stop);
            var status = await to.Objects.StatusAsync(key.Value, to.Stop);
            var users = await to.Objects.UsedByAsync(key.Value, to.Stop);
            var history = await to.Objects.HistoryAsync(key, 5, stop: to.Stop);
            Write(to.Screen, view, status, users, history);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Write(Screen screen, ObjectView view, StatusView status, UsageList users, HistoryList history)
    {
        Line("saved", $"generation {status.Saved.Generation}, revision {status.Saved.Revision}, {Columns.Time(status.Saved.At)} by {status.Saved.By}");
        Line("live", status.Live.State + (status.Live.Message.Length > 0 ? $": {status.Live.Message}" : ""));
        foreach (var gateway in status.Live.Gateways) Line("", $"{gateway.Name}: {gateway.State}{(gateway.Revision is { } revision ? $", revision {revision}" : "")}");
        Line("made", $"{Columns.Time(view.SystemMetadata.Created)} by {view.SystemMetadata.CreatedBy}");
        Line("used by", users.Items.Count == 0 ? "nothing" : $"{users.Items.Count}");
        foreach (var user in users.Items.Take(20)) Line("", $"{user.Kind} {(user.Namespace.Length > 0 ? user.Namespace + "/" : "")}{user.Name}, {user.Field}");
        Line("history", "");
        foreach (var version in history.Items) Line("", $"{version.Revision}  {Columns.Time(version.At)}  {version.Operation} by {version.By}{(version.Reason.Length > 0 ? $": {version.Reason}" : "")}");
        screen.Output.WriteLine();
        var document = Node.OfMap([new("kind", Node.OfText(view.Kind)), new("metadata", view.Metadata), new("spec", view.Spec)]);
        screen.Output.Write(YamlWriter.Text(document));

        void Line(string name, string text) => screen.Output.WriteLine($"{screen.Paint(Ink.Bold, name.PadRight(8))} {ByteText.Clean(text)}".TrimEnd());
    }
}
