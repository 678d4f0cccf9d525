using System.Net.Sockets;
using Palisade.Cli.Following;
using Palisade.Cli.Sandbox.Samples;
using Palisade.Cli.Terminal;
using Palisade.Protection.Tenants;
using Palisade.Trust.Identities;

namespace Palisade.Cli.Sandbox;

/// <summary><c>palisade gateway --sandbox</c>: follows a manager as a gateway does, serves nobody, and says of each snapshot whether it may be published.</summary>
/// <param name="samples">A folder of recorded requests; null for none.</param>
internal sealed class SandboxRun(FollowOptions follow, string? group, string? samples, SandboxLimits limits, Screen screen)
{
    /// <summary>Runs to the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var signals = new Signals();
        using var loggers = StandardErrorLog.Factory(screen);
        try
        {
            var recorded = samples is null ? 0 : Read(samples);
            Clear();
            var post = new VerdictPost();
            var program = TrialChild.ThisProgram();
            using var supervisor = new Supervisor(limits, () => TrialChild.Start(program, follow.Folder, samples), post.Add, loggers.CreateLogger(nameof(Supervisor)));
            var started = new TaskCompletionSource<ConfigurationPump>(TaskCreationOptions.RunContinuationsAsynchronously);
            ReadyTenant Hand(TenantChange change) => supervisor.Hand(change, started.Task.GetAwaiter().GetResult().PositionOf(change.Tenant)!.Value);
            await using var pump = await ConfigurationPump.StartAsync(follow with { Beside = post.RunAsync, AtOnce = limits.AtOnce }, Hand, TimeProvider.System, loggers, signals.Stop);
            supervisor.Begin();
            started.SetResult(pump);
            if (Refuses(pump.Identity) is { } fault)
            {
                screen.Fail(fault);
                return ExitCode.Configuration;
            }

            Tell(pump, recorded);
            await signals.WaitAsync();
            screen.Note("stopping");
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception fault) when (fault is IOException or SocketException or UnauthorizedAccessException)
        {
            screen.Fail(fault.Message);
            return ExitCode.OfStart(fault);
        }
    }

    private string? Refuses(Identity identity)
    {
        if (identity.Role is not Role.Sandbox) return $"--sandbox: the identity in '{follow.Folder}' is not a sandbox's; 'palisade manager secret --group {identity.Group} --sandbox' makes a secret for one, and it needs a folder of its own";
        return group is not null && group != identity.Group ? $"--group: this sandbox is of the group '{identity.Group}', by its identity in '{follow.Folder}'" : null;
    }

    private int Read(string folder)
    {
        var (found, faults) = RecordedSamples.Read(folder);
        foreach (var fault in faults) screen.Note(fault);
        return found.Count;
    }

    // It serves nobody who would wait for what is on its disk, and what is there may be what broke it.
    private void Clear()
    {
        var snapshots = Path.Combine(follow.Folder, "snapshots");
        if (Directory.Exists(snapshots)) Directory.Delete(snapshots, recursive: true);
    }

    private void Tell(ConfigurationPump pump, int recorded)
    {
        screen.Output.WriteLine($"{screen.Paint(Ink.Bold, "Palisade")} tries snapshots as {pump.Identity.Id} of {pump.Identity.Group}");
        screen.Place("sample requests", $"{BuiltInSamples.All.Count} built in, {recorded} recorded");
        screen.Output.Flush();
    }
}
