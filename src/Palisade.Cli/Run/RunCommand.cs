using System.CommandLine;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Run;

/// <summary><c>palisade run</c>: a gateway in front of an application, or of the demo shop.</summary>
internal static class RunCommand
{
    private const string About =
        """
        Protect an application. Without --origin: a demo shop with the gateway in front of it, and a tour.
        SIGHUP loads the rules again; SIGTERM and Ctrl-C let requests under way end and stop, a second one stops at once.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", About);
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            var screen = Screen.Of(parsed);
            var (plan, faults) = options.Read(parsed);
            foreach (var fault in faults) screen.Fail(fault);
            return plan is null ? ExitCode.Configuration : await new Runner(plan, screen, TimeProvider.System).RunAsync();
        });
        return command;
    }
}
