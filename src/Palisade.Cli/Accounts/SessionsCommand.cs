using System.CommandLine;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade sessions</c>: where oneself is signed on.</summary>
internal static class SessionsCommand
{
    private const string About =
        """
        Show and end one's own sessions.

        Examples:
          palisade sessions list
          palisade sessions end 5d1f3a90b2c4e678
        """;

    /// <summary>The command with those below it.</summary>
    public static Command Create() => new("sessions", About) { CreateList(), CreateEnd() };

    private static Command CreateList()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("list", "Show one's own sessions, the one used last first.");
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var sessions = await to.Client.SessionsAsync(to.Stop);
            form.Show(parsed, to.Screen, sessions, () => Columns.Write(to.Screen, ["ID", "FROM", "BEGUN", "USED", "ENDS", ""], sessions.Items.Select(s => (IReadOnlyList<string>)
            [
                s.Id, s.From, Columns.Time(s.Created), Columns.Time(s.LastUsed), Columns.Time(s.Expires), s.Current ? "this one" : "",
            ])));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateEnd()
    {
        var place = new Place();
        var id = new Argument<string>("ID") { Description = "Its id, as 'sessions list' shows it." };
        id.Completed(place, async to => (await to.Client.SessionsAsync(to.Stop)).Items.Select(s => s.Id));
        var command = new Command("end", "End one of one's own sessions.") { id };
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            await to.Client.EndSessionAsync(parsed.GetRequiredValue(id), to.Stop);
            to.Screen.Output.WriteLine($"session {parsed.GetRequiredValue(id)} ended");
            return ExitCode.Done;
        }));
        return command;
    }
}
