using System.Diagnostics;
using System.Text;

namespace Palisade.DemoShop.Shell;

/// <summary>
/// "Is this supplier's server up?": pastes the visitor's text into a shell line, which is the flaw on show. The line
/// runs in an empty environment, may not write files, and ends after <see cref="TimeLimit"/> with all it started.
/// </summary>
internal static class HostCheck
{
    /// <summary>The longest a check may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(3);

    private const int MostCharacters = 32 * 1024;

    // No file may grow, two seconds of processor; where there is no ping, the name is only looked up.
    private const string Preparation = "exec 2>&1; ulimit -f 0; ulimit -t 2; command -v ping >/dev/null || ping() { getent hosts \"$5\" || echo 'unknown host'; };";

    /// <summary>What the shell printed, both streams, cut at 32 Ki characters.</summary>
    public static async Task<string> RunAsync(string host, string folder, CancellationToken stop)
    {
        using var process = Start($"{Preparation} ping -c 1 -W 1 {host}", folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeLimit);
        var output = new StringBuilder();
        try
        {
            await ReadAsync(process.StandardOutput, output, limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            output.Append("\n(ended: took too long)");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return output.ToString();
    }

    private static Process Start(string line, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder into, CancellationToken stop)
    {
        var buffer = new char[4096];
        while (into.Length < MostCharacters && await from.ReadAsync(buffer, stop) is > 0 and var count) into.Append(buffer, 0, count);
    }
}
