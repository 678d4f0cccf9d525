using System.Diagnostics;
using System.Text;

namespace Palisade.Bench.Accuracy.Servers;

/// <summary><c>palisade run</c> as a user starts it: active, with the built-in protection, in front of an origin. Ends with this object.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const string Ready = "  through Palisade ";

    // The first start builds it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Gateway(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where clients connect on the loopback address.</summary>
    public int Port => _port.Task.Result;

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="program">The executable.</param>
    /// <param name="events">Where its events go.</param>
    /// <param name="more">Further arguments of <c>palisade run</c>.</param>
    /// <exception cref="AccuracyException">It does not serve; the message has what it said.</exception>
    public static async Task<Gateway> StartAsync(string program, int origin, string events, IEnumerable<string> more, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, ["run", "--origin", $"http://127.0.0.1:{origin}", "--listen", "127.0.0.1:0", "--admin", "off", "--manager-listen", "off", "--events", events, .. more])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        var gateway = new Gateway(Process.Start(start)!);
        try
        {
            await gateway._port.Task.WaitAsync(Patience, stop);
            return gateway;
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            await gateway.DisposeAsync();
            throw new AccuracyException($"the gateway does not serve:\n{gateway._said}");
        }
    }

    /// <summary>Ends it in order, so that every event is in its file.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        Keep(line);
        if (line is null) _port.TrySetException(new IOException("It ended."));
        else if (line.StartsWith(Ready, StringComparison.Ordinal)) _port.TrySetResult(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()).Port);
    }

    private void Keep(string? line)
    {
        lock (_said) _said.AppendLine(line);
    }
}
