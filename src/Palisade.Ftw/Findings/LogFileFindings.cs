using System.Text;
using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Findings;

/// <summary>How marker requests are made and looked for.</summary>
public sealed record MarkerOptions
{
    /// <summary>The header that the WAF's configuration logs. Default <c>X-CRS-Test</c>.</summary>
    public string Header { get; init; } = "X-CRS-Test";

    /// <summary>Most marker requests for one mark: each one also makes a server flush its log. Default 20.</summary>
    public int Attempts { get; init; } = 20;

    /// <summary>Pause between looking at the log and the next attempt. Default 50 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);
}

/// <summary>
/// Findings out of the log of any running WAF. Each stage is put between two marker requests, whose header value the
/// WAF logs; the lines between the two are the stage's. One stage at a time.
/// </summary>
public sealed class LogFileFindings(string logFile, RawClient client, TimeProvider clock, MarkerOptions options) : FindingSource
{
    private readonly LogTail _tail = new(logFile);
    private readonly List<string> _lines = [];
    private bool _marksAppear;
    private string? _useless;

    /// <inheritdoc/>
    public override bool Concurrent => false;

    /// <inheritdoc/>
    public override bool NeedsClose => false;

    /// <inheritdoc/>
    public override async Task<string?> BeginAsync(Stage stage, Destination destination, string name, CancellationToken stop)
    {
        _lines.Clear();
        return await MarkAsync(stage, destination, $"{name}-s", stop);
    }

    /// <inheritdoc/>
    public override async Task<(StageFindings? Findings, string? Problem)> EndAsync(Stage stage, Destination destination, string name, Exchange exchange, CancellationToken stop)
    {
        var problem = await MarkAsync(stage, destination, $"{name}-e", stop);
        return problem is null ? (StageFindings.FromLog(Between(name)), null) : (null, problem);
    }

    // Everything behind the first start mark and before the first end mark that is not a mark itself.
    private List<string> Between(string name)
    {
        var start = _lines.FindIndex(l => Marks(l, $"{name}-s"));
        var end = _lines.FindIndex(start + 1, l => Marks(l, $"{name}-e"));
        return [.. _lines.Take(end).Skip(start + 1).Where(l => !Marks(l, name))];
    }

    // A log in which the very first mark does not appear is the wrong one: the other stages need not wait to learn that.
    private async Task<string?> MarkAsync(Stage stage, Destination destination, string mark, CancellationToken stop)
    {
        if (_useless is not null) return _useless;

        var (found, problem) = await TryMarkAsync(stage, destination, mark, stop);
        _marksAppear |= found;
        if (!found && problem is null)
        {
            problem = $"the marker {options.Header} did not appear in {logFile}: is it the log of this server, and is the header logged?";
            if (!_marksAppear) _useless = problem;
        }

        return problem;
    }

    private async Task<(bool Found, string? Problem)> TryMarkAsync(Stage stage, Destination destination, string mark, CancellationToken stop)
    {
        var request = MarkerRequest(stage, mark);
        for (var i = 0; i < options.Attempts; i++)
        {
            var exchange = await client.SendAsync(destination, request, "GET", awaitClose: false, stop);
            if (!exchange.Connected) return (false, exchange.Problem);
            if (ReadLog(out var problem) && Appears(mark)) return (true, null);
            if (problem is not null) return (false, problem);

            await Task.Delay(options.Pause, clock, stop);
            if (ReadLog(out _) && Appears(mark)) return (true, null);
        }

        return (false, null);
    }

    private bool Appears(string mark) => _lines.Exists(l => Marks(l, mark));

    private bool ReadLog(out string? problem)
    {
        try
        {
            _lines.AddRange(_tail.ReadNew());
            problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"the log cannot be read: {e.Message}";
            return false;
        }
    }

    private bool Marks(string line, string mark) =>
        line.Contains(mark, StringComparison.OrdinalIgnoreCase) && line.Contains(options.Header, StringComparison.OrdinalIgnoreCase);

    private byte[] MarkerRequest(Stage stage, string mark)
    {
        var host = stage.Input.VirtualHostMode
            ? stage.Input.Headers.FirstOrDefault(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)).Value ?? "localhost"
            : "localhost";
        return Encoding.UTF8.GetBytes(
            $"GET /status/200 HTTP/1.1\r\nAccept: */*\r\nUser-Agent: Palisade rules test\r\nHost: {host}\r\n{options.Header}: {mark}\r\nConnection: close\r\n\r\n");
    }
}
