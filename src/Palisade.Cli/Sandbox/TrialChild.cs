using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using Palisade.Cli.Sandbox.Trials;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox;

/// <summary>The process that tries snapshots is gone, or was ended.</summary>
/// <param name="byQuestion">The question whose limit was passed; 0 where it ended by itself.</param>
internal sealed class ChildEndedException(SandboxOutcome outcome, string reason, long byQuestion) : Exception(reason)
{
    /// <summary>How.</summary>
    public SandboxOutcome Outcome => outcome;

    /// <summary>Whose limit was passed.</summary>
    public long ByQuestion => byQuestion;
}

/// <summary>One process that tries snapshots, from its start to its end.</summary>
internal sealed class TrialChild : IDisposable
{
    private const int MostLine = 300;

    // It loads nothing of anybody by then: a machine on which this takes longer tries nothing.
    private static readonly TimeSpan MostToStart = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Frames _frames;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<TrialAnswer>> _waiting = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _ending = new();
    private ChildEndedException? _ended;

    private TrialChild(Process process)
    {
        _process = process;
        _frames = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _ = ReadErrorsAsync();
        _ = ReadAnswersAsync();
    }

    /// <summary>Tenants whose last good snapshot it holds, by the revision.</summary>
    public ConcurrentDictionary<string, long> Holds { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it can be asked.</summary>
    public bool IsAlive => _ended is null;

    /// <summary>Its resident memory, in bytes; 0 when it is gone.</summary>
    public long Resident
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="program">The command line up to the arguments of the command.</param>
    public static TrialChild Start(IReadOnlyList<string> program, string folder, string? samples)
    {
        var start = new ProcessStartInfo(program[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])[.. program.Skip(1), ChildCommand.Name, "--folder", folder, .. samples is null ? (string[])[] : ["--samples", samples]]) start.ArgumentList.Add(argument);
        // No dump of a process that is expected to break, and whose memory holds keys.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return new(Process.Start(start) ?? throw new IOException($"'{program[0]}' cannot be started."));
    }

    /// <summary>This program, as it was started.</summary>
    public static IReadOnlyList<string> ThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new IOException("It is not known where this program is.");
        return Path.GetFileNameWithoutExtension(path) is "dotnet" ? [path, Assembly.GetExecutingAssembly().Location] : [path];
    }

    /// <summary>Asks, and ends the process when a limit is passed.</summary>
    /// <exception cref="ChildEndedException">The process is gone.</exception>
    /// <exception cref="InvalidOperationException">It never was ready, which is no fault of what was to be asked.</exception>
    public async Task<TrialAnswer> AskAsync(TrialQuestion question, TimeSpan time, long growth, SandboxLimits limits)
    {
        await ReadyAsync();
        var answer = new TaskCompletionSource<TrialAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[question.Id] = answer;
        if (_ended is { } ended) answer.TrySetException(ended);
        var (before, watch) = (Resident, Stopwatch.StartNew());
        var sent = SendAsync(question);
        while (!answer.Task.IsCompleted)
        {
            await Task.WhenAny(answer.Task, Task.Delay(limits.Look));
            if (answer.Task.IsCompleted) break;
            if (watch.Elapsed > time) End(new(SandboxOutcome.Hung, $"It was not done after {time.TotalSeconds:0.#} s.", question.Id));
            else if (Resident is var now && now > limits.MostBytes) End(new(SandboxOutcome.Bloated, $"It took {Mebibytes(now)} MiB of memory; {Mebibytes(limits.MostBytes)} MiB are the limit.", question.Id));
            else if (now - before > growth) End(new(SandboxOutcome.Bloated, $"It took {Mebibytes(now - before)} MiB more memory than what was in force before; {Mebibytes(growth)} MiB are the limit.", question.Id));
        }

        _waiting.TryRemove(question.Id, out _);
        await sent;
        return await answer.Task;
    }

    /// <summary>Ends it, where it did not end by itself.</summary>
    public void End(ChildEndedException because)
    {
        lock (_ending)
        {
            if (_ended is not null) return;
            _ended = because;
        }

        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Gone already.
        }

        _ready.TrySetException(because);
        foreach (var waiting in _waiting.Values) waiting.TrySetException(because);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(new(SandboxOutcome.Crashed, "The sandbox ends.", 0));
        _process.Dispose();
        _frames.Dispose();
    }

    // What it takes to start is no fault of a snapshot, and not counted.
    private async Task ReadyAsync()
    {
        await Task.WhenAny(_ready.Task, Task.Delay(MostToStart));
        if (_ready.Task.IsCompletedSuccessfully) return;
        End(new(SandboxOutcome.Crashed, "It was not ready in time.", 0));
        throw new InvalidOperationException($"The process that tries snapshots does not start: {_ended?.Message}");
    }

    private static long Mebibytes(long bytes) => bytes >> 20;

    private async Task SendAsync(TrialQuestion question)
    {
        try
        {
            await _frames.WriteAsync(question, CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Who reads its answers finds out.
        }
    }

    private async Task ReadAnswersAsync()
    {
        try
        {
            while (await _frames.ReadAsync<TrialAnswer>(CancellationToken.None) is { } answer)
            {
                if (answer.Id is 0) _ready.TrySetResult();
                else if (_waiting.TryGetValue(answer.Id, out var waiting)) waiting.TrySetResult(answer);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or System.Text.Json.JsonException or ObjectDisposedException)
        {
            // The same as its end.
        }

        var said = await Task.WhenAny(_firstLine.Task, Task.Delay(TimeSpan.FromSeconds(2))) == _firstLine.Task ? await _firstLine.Task : "";
        End(new(SandboxOutcome.Crashed, $"The process that tried it ended{(said.Length > 0 ? $": {said}" : ".")}", 0));
    }

    // What the runtime says first is the reason; the rest are our own methods.
    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Trim() is { Length: > 0 } said) _firstLine.TrySetResult(said[..Math.Min(said.Length, MostLine)]);
        }

        _firstLine.TrySetResult("");
    }
}
