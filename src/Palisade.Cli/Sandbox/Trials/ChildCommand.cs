using System.CommandLine;
using Palisade.Cli.Following;
using Palisade.Cli.Sandbox.Samples;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;
using Palisade.Trust.Keys;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>The process in which a sandbox tries snapshots, started by the sandbox and not by people: questions come on standard input, answers go to standard output.</summary>
internal static class ChildCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "sandbox-child";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Required = true };
        var samples = new Option<string?>("--samples");
        var command = new Command(Name, "Try snapshots for a sandbox, which starts this by itself.") { folder, samples };
        command.Hidden = true;
        command.SetAction(async (parsed, stop) =>
        {
            await RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(samples), stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(string folder, string? recorded, CancellationToken stop)
    {
        using var frames = new Frames(Console.OpenStandardInput(), Console.OpenStandardOutput());
        IReadOnlyList<Sample> samples = [.. BuiltInSamples.All, .. recorded is null ? [] : RecordedSamples.Read(recorded).Samples];
        await using var room = new TrialRoom(new(Open(folder), Geography.None, TimeProvider.System), samples, s => AskedGateway.StartAsync(TimeProvider.System, s));
        _ = Task.Run(() => BotDefense.BuiltIn, stop);
        await room.WarmUpAsync(stop);
        await frames.WriteAsync(TrialAnswer.Ready, stop);
        // To the end of the input: then the sandbox is gone.
        while (await frames.ReadAsync<TrialQuestion>(stop) is { } question) _ = Task.Run(() => AnswerAsync(room, frames, question, stop), stop);
    }

    private static async Task AnswerAsync(TrialRoom room, Frames frames, TrialQuestion question, CancellationToken stop)
    {
        try
        {
            await frames.WriteAsync(await room.TryAsync(question, stop), stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // Whatever a snapshot makes fail here ends this process, as it could a gateway; the sandbox reads the line and starts another.
            await Console.Error.WriteLineAsync($"{fault.GetType().Name}: {fault.Message}");
            Environment.Exit(ExitCode.Fault);
        }
    }

    // The keys are read anew each time: the sandbox may have got others meanwhile.
    private static KeyOpener Open(string folder)
    {
        if (!KeyProtection.TryFromKeyFile(Path.Combine(folder, "gateway.key"), out var protection, out _)) return static (_, _) => null;
        return (ObjectKey certificate, CertificateSpec spec) => CertificateKeys.Open(new(Path.Combine(folder, "sealing"), protection), certificate, spec);
    }
}
