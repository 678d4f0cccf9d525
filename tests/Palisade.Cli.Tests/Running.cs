using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Palisade.Cli.Tests;

/// <summary>The program as a process of its own, for what cannot be seen from inside: signals, exit codes, the terminal.</summary>
internal sealed partial class Running : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private Running(Process process) => _process = process;

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error
    {
        get { lock (_error) return _error.ToString(); }
    }

    public static Running Start(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "palisade"), args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = new Running(Process.Start(start)!);
        running._process.ErrorDataReceived += (_, e) => { lock (running._error) running._error.AppendLine(e.Data); };
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Lines of standard output up to the first that holds the text.</summary>
    public async Task<IReadOnlyList<string>> ReadUntilAsync(string text)
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal)) return lines;
        }

        throw new InvalidOperationException($"'{text}' was never printed. Standard output:\n{string.Join('\n', lines)}\nStandard error:\n{Error}");
    }

    /// <summary>Sends a signal.</summary>
    public void Send(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, Number(signal)));

    /// <summary>The exit code, once it has ended.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
