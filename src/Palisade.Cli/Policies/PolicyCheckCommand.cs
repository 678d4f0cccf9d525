using System.CommandLine;
using Palisade.Cli.Terminal;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Policies;

/// <summary><c>palisade policy check</c>: every fault of policy files, before they guard anything.</summary>
internal static class PolicyCheckCommand
{
    private const string About =
        """
        Check policy files as the gateway would load them, all together, and list every fault: unknown fields, values out of range,
        references that lead nowhere, regular expressions that are none, bad lines in the files they name.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("FILE") { Description = "Policy files, or folders of *.yaml.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("check", About) { paths, json };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetRequiredValue(paths), parsed.GetValue(json), Screen.Of(parsed))));
        return command;
    }

    private static int Run(string[] paths, bool json, Screen screen)
    {
        var missing = paths.Where(p => !Directory.Exists(p) && !File.Exists(p)).ToList();
        foreach (var path in missing) screen.Fail($"there is no file or folder '{path}'");
        if (missing.Count > 0) return ExitCode.Configuration;

        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var built = PolicyBuilder.Build(new PolicySource { Files = paths });
        var report = new PolicyReport(built, clock.GetElapsedTime(started));
        if (json) screen.Output.WriteLine(report.Json());
        else report.Write(screen);
        return report.Errors > 0 ? ExitCode.Findings : ExitCode.Done;
    }
}
