using System.CommandLine;
using System.Text.Json;
using Palisade.Api.Json;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade watch</c>: changes as they come.</summary>
internal static class WatchCommand
{
    private const string About =
        """
        Show changes of the tenant as they come, until Ctrl-C.

        Example:
          palisade watch --after 41 --json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var place = new Place();
        var after = new Option<long?>("--after") { HelpName = "REVISION", Description = "Begin behind this revision [default: the newest]." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("watch", About) { after, json };
        place.On(command, withNamespace: false);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var at = parsed.GetValue(after) ?? (await to.Objects.ReadAsync(to.Stop)).Revision;
            while (true)
            {
                var told = await to.Objects.WatchAsync(at, stop: to.Stop);
                foreach (var change in told.Changes)
                {
                    to.Screen.Output.WriteLine(parsed.GetValue(json)
                        ? JsonSerializer.Serialize(change, Wire.Options)
                        : $"{change.Revision}  {change.Operation}  {change.Kind} {(change.Namespace.Length > 0 ? change.Namespace + "/" : "")}{change.Name}");
                }

                await to.Screen.Output.FlushAsync(to.Stop);
                at = told.Revision;
            }
        }));
        return command;
    }
}
