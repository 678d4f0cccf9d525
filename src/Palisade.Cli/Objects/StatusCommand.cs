using System.CommandLine;
using Palisade.Api.Objects;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade status</c>: which gateways have what is saved, and which refused it.</summary>
internal static class StatusCommand
{
    private const string About =
        """
        Show which gateways serve what is saved of the tenant, and what they refuse of it. Exit code 1 when any that is connected does not
        serve all of it, or none is connected.

        Examples:
          palisade status
          palisade status --tenant acme --json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("status", About);
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var found = await to.Objects.GatewaysAsync(to.Stop);
            form.Show(parsed, to.Screen, found, () => Show(to.Screen, found));
            var connected = found.Items.Where(g => g.Connected).ToList();
            return found.Prepared >= found.Saved && connected.Count > 0 && connected.TrueForAll(g => g.State is "live") ? ExitCode.Done : ExitCode.Findings;
        }));
        return command;
    }

    private static void Show(Screen screen, GatewayList found)
    {
        screen.Output.WriteLine($"saved: revision {found.Saved}{(found.Prepared < found.Saved ? $"; snapshots are made up to {found.Prepared}" : "")}");
        if (found.Items.Count is 0)
        {
            screen.Output.WriteLine("live: on no gateway; none that serves the tenant was heard of");
            return;
        }

        Columns.Write(screen, ["GATEWAY", "GROUP", "STATE", "SERVES", "WANTED", "REFUSED", "HEARD", "PROBLEM"], found.Items.Select(g => (IReadOnlyList<string>)
        [
            g.Name, g.Group, g.State, $"{g.Revision}", $"{g.Wanted}", $"{g.RefusedInAll}", Columns.Time(g.Seen), g.Problem,
        ]));
        foreach (var one in found.Items.SelectMany(g => g.Refused.Select(r => (g.Name, Refused: r))))
            screen.Output.WriteLine(ByteText.Clean($"{one.Name} refuses {one.Refused.Object}: {(one.Refused.Field.Length > 0 ? one.Refused.Field + ": " : "")}{one.Refused.Message}{(one.Refused.Kept ? " The last good one is served." : "")}"));
    }
}
