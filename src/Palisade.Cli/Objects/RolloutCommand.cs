using System.CommandLine;
using Palisade.Api.Rollouts;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;

namespace Palisade.Cli.Objects;

/// <summary><c>palisade rollout</c>: brings an object of the platform to ever more tenants.</summary>
internal static class RolloutCommand
{
    private const string About =
        """
        Bring an object of the tenant 'system' to the tenants, stage by stage; it stops by itself when a gate fails.

        Examples:
          palisade rollout start -f rollout.yaml
          palisade rollout list
          palisade rollout show core-5 --tenants
          palisade rollout pause core-5 --reason "a customer asks"
          palisade rollout resume core-5
          palisade rollout rollback core-5
        """;

    /// <summary>The command.</summary>
    public static Command Create() => new("rollout", About)
    {
        Start(), List(), Show(),
        Move("pause", "Stop it where it is; who has it keeps it."),
        Move("resume", "Go on with the stage where it stood, watched anew."),
        Move("rollback", "Give every tenant what it had before."),
    };

    private static Command Start()
    {
        var (place, form) = (new Place(), new Form());
        var file = new Option<FileInfo>("--filename", "-f") { HelpName = "FILE", Description = "What is rolled out, with its stages and gates, in YAML or JSON.", Required = true };
        var command = new Command("start", "Begin a rollout.") { file };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists || path.Length > 64 * 1024)
            {
                to.Screen.Fail($"{path}: it is not there, or has more than 64 KiB");
                return ExitCode.Configuration;
            }

            var (documents, fault) = YamlText.Read(await File.ReadAllBytesAsync(path.FullName, to.Stop));
            if (fault is { } broken)
            {
                to.Screen.Fail($"{path}:{broken.At.Line}:{broken.At.Column}: {broken.Message}");
                return ExitCode.Configuration;
            }

            if (documents.Count is not 1)
            {
                to.Screen.Fail($"{path}: it has {documents.Count} documents, not one");
                return ExitCode.Configuration;
            }

            var rollout = await to.Client.Rollouts.BeginAsync(CanonicalJson.Write(documents[0]), to.Stop);
            form.Show(parsed, to.Screen, rollout, () => Table(to.Screen, [rollout]));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var (place, form) = (new Place(), new Form());
        var command = new Command("list", "Show rollouts, the newest first.");
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var all = await to.Client.Rollouts.ListAsync(to.Stop);
            form.Show(parsed, to.Screen, all, () => Table(to.Screen, all.Items));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Show()
    {
        var (place, form, name) = (new Place(), new Form(), Name());
        var tenants = new Option<bool>("--tenants") { Description = "Show what reached which tenant when." };
        var command = new Command("show", "Show a rollout: where it stands, what it waits for, what happened.") { name, tenants };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            if (parsed.GetValue(tenants)) return await ReachAsync(parsed, to, form, parsed.GetRequiredValue(name));
            var one = await to.Client.Rollouts.GetAsync(parsed.GetRequiredValue(name), to.Stop);
            form.Show(parsed, to.Screen, one, () =>
            {
                Table(to.Screen, [one]);
                to.Screen.Output.WriteLine($"in this stage: {one.Health.Requests} requests, {one.Health.Errors} errors, {one.Health.Blocked} blocked, {one.Health.Crashes} crashes");
                Columns.Write(to.Screen, ["AT", "STATE", "STAGE", "BY", "WHY"], one.Steps.Select(s => (IReadOnlyList<string>)[Columns.Time(s.At), s.State, s.Stage, s.By, s.Reason]));
            });
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Move(string word, string about)
    {
        var (place, form, name) = (new Place(), new Form(), Name());
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why, for the record." };
        var command = new Command(word, about) { name, reason };
        place.On(command, withNamespace: false);
        form.On(command);
        command.SetAction((parsed, _) => place.RunAsync(parsed, async to =>
        {
            var one = await to.Client.Rollouts.MoveAsync(parsed.GetRequiredValue(name), word, parsed.GetValue(reason) ?? "", to.Stop);
            form.Show(parsed, to.Screen, one, () => Table(to.Screen, [one]));
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<int> ReachAsync(ParseResult parsed, Connected to, Form form, string name)
    {
        var all = new List<RolloutReach>();
        for (string? after = null; ;)
        {
            var page = await to.Client.Rollouts.ReachAsync(name, after, to.Stop);
            all.AddRange(page.Items);
            if ((after = page.Continue) is null) break;
        }

        form.Show(parsed, to.Screen, new RolloutReachList(all), () => Columns.Write(
            to.Screen, ["TENANT", "REVISION", "ROLLOUT", "AT", "WHY"], all.Select(r => (IReadOnlyList<string>)[r.Tenant, r.Revision > 0 ? $"{r.Revision}" : "none", r.Rollout, Columns.Time(r.At), r.Reason])));
        return ExitCode.Done;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The rollout's name." };

    private static void Table(Screen screen, IReadOnlyList<Rollout> rollouts) => Columns.Write(
        screen, ["NAME", "OBJECT", "REVISION", "STATE", "STAGE", "SINCE", "WHY"], rollouts.Select(r => (IReadOnlyList<string>)
        [
            r.Plan.Name, $"{r.Plan.Kind} {r.Plan.Namespace}/{r.Plan.Object}", $"{r.Plan.Revision}", Word.Of(r.State), $"{r.Plan.Stages[r.Stage].Name} ({r.Stage + 1} of {r.Plan.Stages.Count})",
            Columns.Time(r.StageBegan), r.Waiting.Length > 0 ? r.Waiting : r.Reason,
        ]));
}
