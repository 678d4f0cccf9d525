using System.Diagnostics;
using System.Text;

namespace Palisade.Bench.Fleet.Processes;

/// <summary>A program that may be killed and started again, and what it told. Ends with this object.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Service(Process process)
    {
        _process = process;
        Age = Stopwatch.StartNew();
        Usage = new(process.Id);
        process.OutputDataReceived += (_, e) => { lock (_output) _output.AppendLine(e.Data); };
        process.ErrorDataReceived += (_, e) => { lock (_error) _error.AppendLine(e.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it uses of the machine.</summary>
    public Usage Usage { get; }

    /// <summary>The time since it was started.</summary>
    public Stopwatch Age { get; }

    /// <summary>Whether it ended.</summary>
    public bool HasEnded => _process.HasExited;

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

    /// <summary>Starts it, and waits for nothing.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="state">Where it keeps what it would keep in the home folder.</param>
    public static Service Start(IReadOnlyList<string> command, string state, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["NO_COLOR"] = "1";
        foreach (var home in (string[])["XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"]) start.Environment[home] = state;
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new FleetException($"{command[0]} does not start"));
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="FleetException">It is not; the message has what it said.</exception>
    public static async Task<Service> StartAsync(IReadOnlyList<string> command, string state, IEnumerable<(string Name, string Value)> variables, Func<Service, Task<bool>> ready)
    {
        var service = Start(command, state, variables);
        try
        {
            while (!await ready(service))
            {
                if (service.HasEnded || service.Age.Elapsed > Patience) throw new FleetException($"'{string.Join(' ', command)}' was never ready.\n{service.Output}\n{service.Error}");
                await Task.Delay(10);
            }

            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>What stands behind a name in what it told at its start; null while it was not told.</summary>
    public string? Value(string name) => Values(name) is [var first, ..] ? first : null;

    /// <summary>The same of a name that is told more than once.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Output.Split('\n').Where(l => l.StartsWith($"  {name} ", StringComparison.Ordinal)).Select(l => l[(name.Length + 2)..].Trim())];

    /// <summary>Ends it without a word, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it ended by itself, and is done with it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
