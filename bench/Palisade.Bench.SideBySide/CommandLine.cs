using System.CommandLine;
using System.Runtime.InteropServices;
using Palisade.Bench.SideBySide.Cases;
using Palisade.Bench.SideBySide.Measuring;
using Palisade.Bench.SideBySide.Reporting;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide;

/// <summary>The command line and the run it asks for.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Compares bare nginx, nginx with libmodsecurity 3, bare YARP and Palisade, each as a reverse proxy in front of the same
        origin, the two firewalls with the same Core Rule Set at paranoia level 1.

        Each server has load until what a request costs stands still. Then they take turns. A turn is a fixed number of requests at
        full speed over 16 connections, which gives CPU time per request (user and system, all processes of the server, from /proc)
        and throughput; then half as many, each due at a fixed time, at half of that throughput, which gives latencies. The median of
        a server's turns counts. Everything runs on this machine, load and origin included: compare the figures with each other, not
        with those of other machines.

        nginx and libmodsecurity come from Debian's packages; root installs them when they are missing.

        Exit codes: 0 measured, 1 a floor was missed and --require was given, 2 the command line is wrong, 3 nothing could be measured.
        """;

    private static readonly Option<string[]> Names = new("--case") { HelpName = "NAME", Description = $"Only this case; may be repeated: {string.Join(", ", CaseList.All.Select(c => c.Name))}." };
    private static readonly Option<int?> Rounds = new("--rounds") { HelpName = "N", Description = $"Turns of each server. [default: {Plan.Usual.Rounds}]" };
    private static readonly Option<int?> Requests = new("--requests") { HelpName = "N", Description = "Requests of a turn. [default: as many as the server does in two seconds]" };
    private static readonly Option<bool> Quick = new("--quick") { Description = "One short turn: a first impression." };
    private static readonly Option<string?> Rules = new("--rules") { HelpName = "DIR", Description = "A Core Rule Set checkout. [default: ../shared/crs beside the project]" };
    private static readonly Option<bool> Bare = new("--bare") { Description = "Without any rules, and without libmodsecurity: what the gateway itself costs." };
    private static readonly Option<bool> Reload = new("--reload") { Description = "Only Palisade, at half of its throughput, in windows with and without reloads of the rules, one file of which is changed each time: how far they move p99. The first case counts." };
    private static readonly Option<double?> Rate = new("--rate") { HelpName = "N", Description = "Requests a second of --reload, to compare two builds. [default: half of the throughput]" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON in place of tables." };
    private static readonly Option<bool> Require = new("--require") { Description = "End with 1 when a floor is missed." };

    /// <summary>Understands and runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(About) { Names, Rounds, Requests, Quick, Rules, Bare, Reload, Rate, Json, Require };
        root.SetAction(RunAsync);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Say(error.Message);
            return 2;
        }

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
        var names = parsed.GetValue(Names) ?? [];
        if (names.FirstOrDefault(n => CaseList.All.All(c => c.Name != n)) is { } unknown)
        {
            Say($"there is no case '{unknown}'; there are {string.Join(", ", CaseList.All.Select(c => c.Name))}");
            return 2;
        }

        try
        {
            if (parsed.GetValue(Reload)) return await ReloadAsync(parsed, CaseList.All.First(c => names.Length == 0 || names.Contains(c.Name)), stop);
            var results = await MeasureAsync(parsed, [.. CaseList.All.Where(c => names.Length == 0 || names.Contains(c.Name))], stop);
            if (parsed.GetValue(Json)) JsonReport.Write(Console.Out, results);
            else TextReport.WriteFloors(Console.Out, results);
            return parsed.GetValue(Require) && results.Any(r => r.Floors.Any(f => !f.Kept)) ? 1 : 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (BenchException fault)
        {
            Say(fault.Message);
            return 3;
        }
    }

    private static async Task<List<CaseResult>> MeasureAsync(ParseResult parsed, IReadOnlyList<Case> cases, CancellationToken stop)
    {
        var plan = PlanOf(parsed);
        await Packages.EnsureAsync(Say, stop);
        using var contest = await OpenAsync(parsed, alone: false, stop);
        var race = new Race(plan, contest.Servers, Say);
        var results = new List<CaseResult>();
        foreach (var what in cases)
        {
            results.Add(new(what, race.Run(what, stop)));
            if (!parsed.GetValue(Json)) TextReport.WriteCase(Console.Out, results[^1]);
        }

        return results;
    }

    private static async Task<int> ReloadAsync(ParseResult parsed, Case what, CancellationToken stop)
    {
        using var contest = await OpenAsync(parsed, alone: true, stop);
        var result = new ReloadRun(contest.Servers.Single(), new(contest.Rules), what, PlanOf(parsed), parsed.GetValue(Rate), Say).Run(stop);
        TextReport.WriteReload(Console.Out, result);
        return parsed.GetValue(Require) && result.Moved > ReloadResult.Allowed ? 1 : 0;
    }

    private static Plan PlanOf(ParseResult parsed)
    {
        var plan = parsed.GetValue(Quick) ? Plan.Quick : Plan.Usual;
        return plan with { Rounds = Math.Max(1, parsed.GetValue(Rounds) ?? plan.Rounds), Requests = parsed.GetValue(Requests) is { } count ? Math.Max(1, count) : null };
    }

    private static async Task<Contest> OpenAsync(ParseResult parsed, bool alone, CancellationToken stop)
    {
        var project = Project();
        var crs = parsed.GetValue(Bare) ? null : parsed.GetValue(Rules) ?? Path.Combine(project, "..", "shared", "crs");
        return await Contest.OpenAsync(project, crs, alone, Say, stop);
    }

    private static string Project()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return at.FullName;
        }

        throw new BenchException("the project was not found above this program; start it with bench/side-by-side");
    }

    private static void Say(string what) => Console.Error.WriteLine($"side-by-side: {what}");
}
