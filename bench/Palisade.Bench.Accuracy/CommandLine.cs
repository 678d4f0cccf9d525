using System.CommandLine;
using System.Runtime.InteropServices;
using Palisade.Bench.Accuracy.Corpora;
using Palisade.Bench.Accuracy.Reporting;
using Palisade.Bench.Accuracy.Sending;
using Palisade.Bench.Accuracy.Servers;

namespace Palisade.Bench.Accuracy;

/// <summary>The command line and the run it asks for.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Sends labelled requests through a fresh 'palisade run', active and with the built-in protection, to an origin on the
        loopback address, byte for byte as labelled, and prints how many attacks were blocked and harmless requests passed.

        A file has one JSON object a line, plain or gzip: id, label (attack or benign), cat, method, target, headers
        ([name, value] pairs), body (one character a byte, or null).

        Exit codes: 0 measured, 1 a floor was missed, 2 the command line is wrong, 3 nothing could be measured.
        """;

    private static readonly Argument<string[]> Files = new("FILES") { Description = "Files of labelled requests.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Wrong = new("--misses") { HelpName = "FILE", Description = "Write what was wrong to this file, a JSON line each, with what matched. [default: PALISADE_MISSES]" };
    private static readonly Option<bool> Floors = new("--floors") { Description = "End with 1 below 99.8 % passed in 'prose' or a balanced accuracy of 99.5 % over all." };
    private static readonly Option<string?> Program = new("--program") { HelpName = "FILE", Description = "The executable. [default: ./palisade of the project]" };
    private static readonly Option<string[]> With = new("--with") { HelpName = "ARGUMENT", Description = "A further argument of 'palisade run', as --with=--rules --with=DIR; may be repeated." };

    /// <summary>Understands and runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(About) { Files, Wrong, Floors, Program, With };
        root.SetAction(RunAsync);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Say(error.Message);
            return 2;
        }

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
        var folder = Directory.CreateTempSubdirectory("palisade-accuracy-");
        try
        {
            return await MeasureAsync(parsed, folder.FullName, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (AccuracyException fault)
        {
            Say(fault.Message);
            return 3;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(ParseResult parsed, string folder, CancellationToken stop)
    {
        var corpora = (parsed.GetValue(Files) ?? []).Select(path => (Path: path, Requests: CorpusFile.Read(path))).ToList();
        var outcomes = new List<(string File, Outcome Outcome)>();
        using (var origin = Origin.Start())
        await using (var gateway = await Gateway.StartAsync(parsed.GetValue(Program) ?? Palisade(), origin.Port, Path.Combine(folder, "events.jsonl"), parsed.GetValue(With) ?? [], stop))
        {
            foreach (var (path, requests) in corpora)
            {
                var sent = await Crowd.SendAsync(gateway.Port, requests, stop);
                Table.Write(Console.Out, Path.GetFileName(path), sent);
                outcomes.AddRange(sent.Select(o => (Path.GetFileName(path), o)));
            }

            await gateway.StopAsync();
        }

        var sum = Tally.Of(outcomes.Select(o => o.Outcome));
        Table.WriteSum(Console.Out, "all", sum);
        var misses = parsed.GetValue(Wrong) ?? Environment.GetEnvironmentVariable("PALISADE_MISSES");
        if (misses is { Length: > 0 }) Misses.Write(misses, outcomes.Where(o => !o.Outcome.IsRight), Findings.Read(folder));
        return parsed.GetValue(Floors) ? Floor.Check(Console.Out, outcomes.Select(o => o.Outcome)) : 0;
    }

    private static string Palisade()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return Path.Combine(at.FullName, "palisade");
        }

        throw new AccuracyException("the project was not found above this program; name the executable with --program");
    }

    private static void Say(string what) => Console.Error.WriteLine($"accuracy: {what}");
}
