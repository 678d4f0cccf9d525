using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary><c>palisade run</c> as a process of its own, on a free port of the loopback address.</summary>
internal sealed partial class Gateway : IAsyncDisposable
{
    private const string Ready = "  through Palisade ";
    private const string ShopReady = "  the shop itself ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Gateway(Process process, Stopwatch age) => (_process, Age) = (process, age);

    /// <summary>Where clients connect.</summary>
    public Uri Url => _ready.Task.Result;

    /// <summary>Where the demo shop listens, when there is one.</summary>
    public Uri? Shop { get; private set; }

    /// <summary>The time since just before the process was started.</summary>
    public Stopwatch Age { get; }

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error
    {
        get { lock (_error) return _error.ToString(); }
    }

    /// <summary>The resident memory now, in bytes.</summary>
    public long Resident => StatusLine("VmRSS:");

    /// <summary>The most resident memory there ever was, in bytes.</summary>
    public long MostResident => StatusLine("VmHWM:");

    /// <summary>Processor time used so far, by all its threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program and waits until it serves.</summary>
    public static Task<Gateway> StartAsync(params string[] args) =>
        StartAsync(Places.Palisade, ["run", "--listen", "127.0.0.1:0", "--admin", "off", "--manager-listen", "off", .. args]);

    /// <summary>Starts a command line that ends in the program, and waits until it serves.</summary>
    public static async Task<Gateway> StartAsync(string program, IReadOnlyList<string> args, string? folder = null, string? state = null)
    {
        var age = Stopwatch.StartNew();
        var gateway = new Gateway(Command.Start(program, args, folder, state), age);
        gateway.Listen();
        try
        {
            await gateway._ready.Task.WaitAsync(Command.Limit);
            return gateway;
        }
        catch (Exception e)
        {
            await gateway.DisposeAsync();
            throw new InvalidOperationException($"{program} {string.Join(' ', args)} never served.\n{gateway.Output}\n{gateway.Error}", e);
        }
    }

    /// <summary>Asks it to read its rules again.</summary>
    public void Hangup() => Send(1);

    /// <summary>Waits until standard error holds a text.</summary>
    public Task SaysAsync(string text) => Wait.UntilAsync(() => Error.Contains(text, StringComparison.Ordinal), () => $"'{text}' was never said; only:\n{Error}");

    /// <summary>Asks it to stop, and waits.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        Send(15);
        await _process.WaitForExitAsync().WaitAsync(Command.Limit);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The shop takes its folder away when it is asked to stop, and cannot when it is killed.
        if (Shop is not null && !_process.HasExited) await StopAsync();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, e) => Heard(e.Data);
        _process.ErrorDataReceived += (_, e) => { lock (_error) _error.AppendLine(e.Data); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new IOException("It ended."));
            return;
        }

        lock (_output) _output.AppendLine(line);
        if (line.StartsWith(ShopReady, StringComparison.Ordinal)) Shop = Address(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal)) _ready.TrySetResult(Address(line));
    }

    private static Uri Address(string line) => new(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());

    private long StatusLine(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    private void Send(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
