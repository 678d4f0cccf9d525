using System.Diagnostics;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>Programs that run to their end.</summary>
internal static class Command
{
    /// <summary>The longest that anything here may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs the program under test.</summary>
    public static Task<Finished> PalisadeAsync(params string[] args) => RunAsync(Places.Palisade, args);

    /// <summary>Runs a program of the PATH or at a path.</summary>
    /// <exception cref="TimeoutException">It took longer than the limit, and was ended.</exception>
    public static async Task<Finished> RunAsync(string program, IEnumerable<string> args, string? folder = null, string? input = null, string? state = null)
    {
        using var process = Start(program, args, folder, state);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            using var output = new MemoryStream();
            var copied = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await Task.WhenAll(copied, error, process.WaitForExitAsync(limit.Token));
            return new(process.ExitCode, output.ToArray(), await error);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"{program} {string.Join(' ', args)} took longer than {Limit.TotalSeconds} s", e);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts a program with its three streams in our hands.</summary>
    /// <param name="variables">Of its environment, besides those of this process.</param>
    public static Process Start(string program, IEnumerable<string> args, string? folder = null, string? state = null, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment["DOTNET_ROOT"] = Places.Runtime;
        start.Environment["NO_COLOR"] = "1";
        // Nothing of a test may land among the files of the person who runs it.
        foreach (var home in (string[])["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"]) start.Environment[home] = state ?? Path.Combine(Path.GetTempPath(), "palisade-test-state");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
