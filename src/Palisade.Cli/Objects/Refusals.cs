using Palisade.Api.Client;
using Palisade.Api.Faults;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Objects;

/// <summary>What a manager refuses, as lines and an exit code.</summary>
internal static class Refusals
{
    private const int MostLines = 50;

    /// <summary>Runs something, and tells what it was refused.</summary>
    /// <param name="place">Where a fault is written, when the caller knows it.</param>
    public static async Task<int> ToldAsync(Screen screen, Func<CancellationToken, Task<int>> run, Func<Fault, string?>? place = null)
    {
        using var signals = new Signals();
        try
        {
            return await run(signals.Stop);
        }
        catch (ManagerException refused)
        {
            return Tell(screen, refused, place);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            screen.Fail("the manager did not answer in time");
            return ExitCode.Unreachable;
        }
        catch (HttpRequestException fault)
        {
            var reason = fault.InnerException is System.Security.Authentication.AuthenticationException
                ? $"its certificate is not the one that is expected; if it was changed on purpose, '{ThisProgram.Name} login' again" : ByteText.Clean(fault.Message);
            screen.Fail($"the manager cannot be reached: {reason}");
            return ExitCode.Unreachable;
        }
    }

    /// <summary>Tells a refusal.</summary>
    public static int Tell(Screen screen, ManagerException refused, Func<Fault, string?>? place = null)
    {
        var problem = refused.Problem;
        var wait = refused.RetryAfter is { } after ? $" Try again in {Math.Ceiling(after.TotalSeconds)} s." : "";
        screen.Fail(ByteText.Clean(problem.Detail) + wait + (problem.Status is 401 ? $" '{ThisProgram.Name} login URL --user USER --in TENANT' signs on." : ""));
        foreach (var fault in problem.Faults.Take(MostLines).Where(f => f.Message != problem.Detail || f.Field.Length > 0))
            screen.Error.WriteLine($"  {place?.Invoke(fault)}{Head(fault)}{ByteText.Clean(fault.Message)}");
        if (problem.Faults.Count > MostLines) screen.Error.WriteLine($"  … and {problem.Faults.Count - MostLines} more");
        return problem.Status is 400 or 404 or 415 or 422 ? ExitCode.Configuration : problem.Status >= 500 ? ExitCode.Unreachable : ExitCode.Refused;
    }

    private static string Head(Fault fault)
    {
        var head = string.Join(", ", new[] { fault.Object, fault.Field }.Where(t => t.Length > 0));
        return head.Length > 0 ? ByteText.Clean(head) + ": " : "";
    }
}
