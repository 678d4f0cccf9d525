using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade export</c>: everything as files that can be applied.</summary>
internal static class ExportCommand
{
    private const string About =
        """
        Write every object that you may read as YAML; 'apply -f' takes it back.

        Examples:
          palisade export > acme.yaml
          palisade export -n web --tenant acme
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var place = new Place();
        var command = new Command("export", About);
        place.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            await to.Screen.Output.WriteAsync(await to.Objects.ExportAsync(place.Namespace(parsed), to.Stop));
            return ExitCode.Done;
        }));
        return command;
    }
}
