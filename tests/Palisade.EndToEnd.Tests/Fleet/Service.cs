using System.Diagnostics;
using System.Text;
using Palisade.EndToEnd.Tests.Processes;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>A role of the program as a process of its own, which may be killed and started again.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Service(Process process) => _process = process;

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

    /// <summary>Starts it and waits for the line that is written when all is there.</summary>
    public static Task<Service> StartAsync(string ready, params string[] args) => StartAsync(ready, [], args);

    /// <summary>The same with variables of its environment.</summary>
    public static async Task<Service> StartAsync(string ready, IEnumerable<(string Name, string Value)> variables, params string[] args)
    {
        var service = new Service(Command.Start(Places.Palisade, args, variables: variables));
        service.Listen();
        try
        {
            await Wait.UntilAsync(() => service.Value(ready) is not null || service._process.HasExited, () => $"'{ready}' was never told.\n{service.Output}\n{service.Error}");
            Assert.False(service._process.HasExited, $"{string.Join(' ', args)}\n{service.Output}\n{service.Error}");
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, e) => { lock (_output) _output.AppendLine(e.Data); };
        _process.ErrorDataReceived += (_, e) => { lock (_error) _error.AppendLine(e.Data); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
