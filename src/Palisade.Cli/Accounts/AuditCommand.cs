using System.CommandLine;
using Palisade.Cli.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Accounts;

/// <summary><c>palisade audit</c>: who did what, and whether that was edited.</summary>
internal static class AuditCommand
{
    private const string About =
        """
        Show a tenant's audit trail, and check that nobody edited it.

        Examples:
          palisade audit list --action session.refused --since 24h
          palisade audit list --by acme/ann --limit 20 --json
          palisade audit check --tenant system
        """;

    /// <summary>The command with those below it.</summary>
    public static Command Create() => new("audit", About) { CreateList(), CreateCheck() };

    private static Command CreateList()
    {
        var (place, form) = (new Place(), new Form());
        var by = new Option<string?>("--by") { HelpName = "TEXT", Description = "Only of whom: what their name holds, as acme/ann." };
        var action = new Option<string?>("--action") { HelpName = "WORD", Description = "Only what was done, as change, revert, session or session.refused, user.created." };
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "Only lines whose reason holds this." };
        var since = new Option<string?>("--since") { HelpName = "TIME", Description = "Only behind this: 30m, 24h, 7d, or 2026-01-31T12:00Z." };
        var until = new Option<string?>("--until") { HelpName = "TIME", Description = "Only before this." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "The newest N of them, 1 to 10,000.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Show lines of the audit trail, the oldest first.") { by, action, text, since, until, limit };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var (from, fault) = TimeText.Read("--since", parsed.GetValue(since));
            var (before, wrong) = TimeText.Read("--until", parsed.GetValue(until));
            var most = parsed.GetValue(limit);
            if (most is < 1 or > 10_000) fault ??= "--limit is 1 to 10,000";
            if ((fault ?? wrong) is { } line)
            {
                to.Screen.Fail(line);
                return ExitCode.Usage;
            }

            var found = await new AuditFilter(parsed.GetValue(by), parsed.GetValue(action), parsed.GetValue(text), from, before).ReadAsync(to, most);
            form.Show(parsed, to.Screen, found, () => Columns.Write(to.Screen, ["LINE", "AT", "BY", "ACTION", "REVISION", "REASON"], found.Items.Select(l => (IReadOnlyList<string>)
            [
                $"{l.Sequence}", Columns.Time(l.At), l.By, l.Action, l.Revision > 0 ? $"{l.Revision}" : "", l.Reason,
            ])));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateCheck()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("check", "Compute the chain of hashes anew, with the history and every content it vouches for. Ends with 1 when something was edited.");
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var check = await to.Objects.CheckAuditAsync(to.Stop);
            form.Show(parsed, to.Screen, check, () =>
            {
                foreach (var fault in check.Faults) to.Screen.Output.WriteLine(to.Screen.Paint(Ink.Red, ByteText.Clean(fault)));
                to.Screen.Output.WriteLine(check.Intact
                    ? $"{to.Screen.Paint(Ink.Green, "intact")}: {check.Lines} lines of {to.Tenant}, head {check.Head}"
                    : $"{to.Screen.Paint(Ink.Red, "edited")}: {check.Faults.Count} faults in {check.Lines} lines of {to.Tenant}");
            });
            return check.Intact ? ExitCode.Done : ExitCode.Findings;
        }));
        return command;
    }
}
