using System.CommandLine;
using System.Runtime.InteropServices;
using Palisade.Bench.Fleet.Modes;
using Palisade.Bench.Fleet.Poison;
using Palisade.Bench.Fleet.Processes;
using Palisade.Bench.Fleet.Reporting;
using Palisade.Bench.Fleet.Running;

namespace Palisade.Bench.Fleet;

/// <summary>The command line and the run it asks for.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Runs a fleet on this machine (a manager, PostgreSQL or the embedded database, gateways, an application behind them; each a process of its own), does
        to it what a fleet meets, and counts every request that fails meanwhile: a connection that is cut, another status than 200, another body.

        Modes:
          changes   many sites; changes at a steady rate under load: how soon each is live on all gateways; cold start of a gateway from its disk
          many      more and more sites: memory, first delivery, the cost of one change
          kills     manager and database are killed at random under load and changes; in the end all gateways must be one
          poison    configurations that break things, one kind after the other, each in a tenant of its own; 99 other tenants must not notice

        Exit codes: 0 all floors kept, 1 one was missed, 2 the command line is wrong, 3 nothing could be measured.
        """;

    private static readonly Argument<string> Mode = new("MODE") { Description = "changes, many, kills or poison." };
    private static readonly Option<int> Gateways = new("--gateways") { HelpName = "N", Description = "How many.", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> Embedded = new("--embedded") { Description = "With the manager's embedded database in the place of PostgreSQL." };
    private static readonly Option<int[]> Sites = new("--sites") { HelpName = "N", Description = "Sites of changes (1000) and, one after the other, of many (1000, 3000, 10000).", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Rules = new("--rules") { HelpName = "WHICH", Description = "Of changes and many: builtin, crs (../shared/crs beside the project), or crs-own: with exclusions of its own for each site.", DefaultValueFactory = _ => "crs" };
    private static readonly Option<int> Changes = new("--changes") { HelpName = "N", Description = "How many of changes.", DefaultValueFactory = _ => 500 };
    private static readonly Option<double> Rate = new("--rate") { HelpName = "N", Description = "Changes a second.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Seconds = new("--seconds") { HelpName = "N", Description = "How long kills goes on.", DefaultValueFactory = _ => 600 };
    private static readonly Option<int> Seed = new("--seed") { HelpName = "N", Description = "Of kills: the same one kills in the same order.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Only = new("--only") { HelpName = "TEXT", Description = "Only the poisons whose names have this." };
    private static readonly Option<bool> Busy = new("--busy") { Description = "The machine does other things too: poison may take six times as long." };
    private static readonly Option<string?> Program = new("--program") { HelpName = "FILE", Description = "The executable. [default: palisade of the project, which builds itself]" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON in place of tables." };

    /// <summary>Understands and runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(About) { Mode, Gateways, Embedded, Sites, Rules, Changes, Rate, Seconds, Seed, Only, Busy, Program, Json };
        root.SetAction(RunAsync);
        var parsed = root.Parse(args);
        foreach (var error in parsed.Errors) Say(error.Message);
        if (parsed.Errors.Count > 0) return 2;

        // Whoever stops us gets their processes stopped too, so we may not be ended before that is done.
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        try
        {
            if (await MeasureAsync(parsed, stop) is not { } outcome)
            {
                Say($"there is no mode '{parsed.GetValue(Mode)}'; there are changes, many, kills and poison");
                return 2;
            }

            if (parsed.GetValue(Json)) Report.WriteJson(Console.Out, outcome.Figures, outcome.Faults, outcome.Findings);
            else Report.Write(Console.Out, outcome.Figures, outcome.Faults);
            return outcome.Kept ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception fault) when (fault is FleetException or TimeoutException or HttpRequestException)
        {
            Say(fault.Message);
            return 3;
        }
    }

    private static async Task<Outcome?> MeasureAsync(ParseResult parsed, CancellationToken stop)
    {
        var plan = new FleetPlan(parsed.GetValue(Program) ?? Path.Combine(Project(), "palisade"), Math.Max(1, parsed.GetValue(Gateways)), !parsed.GetValue(Embedded));
        if (plan.Postgres && PostgresServer.Programs is null) throw new FleetException("PostgreSQL is not here; install postgresql, or take --embedded");
        var sites = parsed.GetValue(Sites) is { Length: > 0 } given ? given : null;
        switch (parsed.GetValue(Mode))
        {
            case "kills": return await KillsMode.RunAsync(plan, TimeSpan.FromSeconds(parsed.GetValue(Seconds)), parsed.GetValue(Seed), Say, stop);
            case "poison": return await PoisonMode.RunAsync(plan, parsed.GetValue(Only), parsed.GetValue(Busy) ? Bounds.Busy : new(), Say, f => Show(parsed, f), stop);
            case "changes": return await ChangesMode.RunAsync(plan, Kind(parsed), sites?[0] ?? 1000, parsed.GetValue(Changes), parsed.GetValue(Rate), Say, stop);
            case "many": return await ManyMode.RunAsync(plan, Kind(parsed), sites ?? [1000, 3000, 10_000], Say, stop);
            default: return null;
        }
    }

    private static SiteRules Kind(ParseResult parsed) => SiteRules.Of(parsed.GetValue(Rules)!, Path.Combine(Project(), "..", "shared", "crs"));

    private static void Show(ParseResult parsed, Finding finding)
    {
        if (!parsed.GetValue(Json)) Report.Write(Console.Out, finding);
    }

    private static string Project()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return at.FullName;
        }

        throw new FleetException("the project was not found above this program; start it with bench/fleet");
    }

    private static void Say(string what) => Console.Error.WriteLine($"fleet: {what}");
}
