using System.CommandLine;
using Palisade.Cli.Terminal;
using Palisade.Protection;

namespace Palisade.Cli.Checking;

/// <summary><c>palisade rules check</c>: every fault of a rule folder, before it guards anything.</summary>
internal static class CheckCommand
{
    private const string About =
        """
        Check SecLang rules as the gateway would load them, and list every fault.
        Errors refuse the rules; warnings are rules that can never match, patterns that are slow by nature, and the like.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("DIR") { Description = "A folder of rules (a Core Rule Set checkout, Debian's modsecurity-crs, or plain *.conf), or one file." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var quiet = new Option<bool>("--no-warnings") { Description = "Errors only." };
        var command = new Command("check", About) { path, json, quiet };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetRequiredValue(path), parsed.GetValue(json), parsed.GetValue(quiet), Screen.Of(parsed))));
        return command;
    }

    private static int Run(string path, bool json, bool errorsOnly, Screen screen)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            screen.Fail($"there is no folder or file '{path}'");
            return ExitCode.Configuration;
        }

        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var built = ProtectionBuilder.Build(new RuleSource { Folder = path });
        var patterns = PatternCheck.Run(path).ToList();
        var report = CheckReport.Of(built, patterns, errorsOnly, clock.GetElapsedTime(started));
        if (json) screen.Output.WriteLine(report.Json());
        else report.Write(screen);
        return report.Errors > 0 ? ExitCode.Findings : ExitCode.Done;
    }
}
