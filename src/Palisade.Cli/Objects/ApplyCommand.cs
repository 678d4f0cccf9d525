using System.CommandLine;
using Palisade.Api.Client;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade apply</c>: makes the manager hold what files say.</summary>
internal static class ApplyCommand
{
    private const string About =
        """
        Make or replace objects as files say: all of them, or none. With --prune, objects of the same namespaces that no file has are
        taken out (never tenants, namespaces, gateways and their groups).

        Examples:
          palisade apply -f shop.yaml
          palisade apply -f shop.yaml --wait
          palisade apply -f policies/ --dry-run
          palisade apply -f policies/ --prune --labels managed-by=git --reason "release 12"
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (place, files) = (new Place(), FilesOption());
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be changed." };
        var prune = new Option<bool>("--prune") { Description = "Take out what no file has." };
        var labels = new Option<string?>("--labels", "-l") { HelpName = "SELECTOR", Description = "Of what --prune takes out: only with these labels." };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why, for the history." };
        var wait = new Option<string?>("--wait") { HelpName = "TIME", Description = "Wait until it is live on every gateway that is connected, at most so long (30s, 2m) [default: 60s]. Exit code 1 when it is not; what only a rollout brings is not waited for.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("apply", About) { files, dryRun, prune, labels, reason, wait, json };
        place.On(command);
        command.SetAction((parsed, _) => RunAsync(
            parsed, place, parsed.GetRequiredValue(files),
            new(parsed.GetValue(dryRun), parsed.GetValue(prune), parsed.GetValue(labels), place.Namespace(parsed), parsed.GetValue(reason)), parsed.GetValue(json), isDiff: false, LiveWait.Read(parsed, wait)));
        return command;
    }

    /// <summary>The option that names files.</summary>
    public static Option<string[]> FilesOption() =>
        new("--filename", "-f") { HelpName = "FILE|FOLDER", Description = "A file, a folder with *.yaml and *.json, or - for standard input.", Required = true, AllowMultipleArgumentsPerToken = true };

    /// <summary>Applies files, or only compares them.</summary>
    public static Task<int> RunAsync(ParseResult parsed, Place place, string[] paths, ApplyOptions options, bool json, bool isDiff, LiveWait? wait = null) => place.RunAsync(parsed, async to =>
    {
        if (wait is { Fault: { } wrong })
        {
            to.Screen.Fail(wrong);
            return ExitCode.Usage;
        }

        var read = await ObjectFiles.ReadAsync(paths, to.Tenant, options.Namespace ?? ObjectNames.DefaultNamespace, to.Stop);
        foreach (var fault in read.Faults) to.Screen.Fail(fault);
        if (read.Faults.Count == 0 && read.Count == 0) to.Screen.Fail("there are no objects in it");
        if (read.Faults.Count > 0 || read.Count == 0) return ExitCode.Configuration;
        try
        {
            var applied = await to.Objects.ApplyAsync(read.ToYaml(), options, to.Stop);
            var differ = applied.Changes.Where(c => c.Operation is not "none").ToList();
            if (json) to.Screen.Output.WriteLine(System.Text.Json.JsonSerializer.Serialize(applied, Api.Json.Wire.Options));
            else
            {
                ChangeText.Write(to.Screen, isDiff ? differ : applied.Changes, withFields: applied.DryRun);
                if (!isDiff)
                {
                    to.Screen.Output.WriteLine(ChangeText.Summary(applied));
                    Simulated.Tell(to.Screen, read, applied);
                }
            }

            if (wait is not null && !applied.DryRun) return await wait.RunAsync(to, applied);
            return isDiff && differ.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        }
        catch (ManagerException refused)
        {
            return Refusals.Tell(to.Screen, refused, read.PlaceOf);
        }
    });
}
