using System.Collections.Concurrent;
using Palisade.Ftw.Findings;

namespace Palisade.Ftw.Tests.Runs;

/// <summary>
/// A server that finds what requests tell it to: each <c>rule=N</c> in the target is a rule that matched,
/// <c>status=N</c> the status of the answer, <c>drop</c> no answer. It logs as ModSecurity does and keeps the findings by client port.
/// </summary>
internal sealed class FakeWaf : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, IReadOnlyCollection<LoggedRule>> _byPort = new();
    private readonly ScriptedServer _server;
    private readonly string? _log;
    private readonly Lock _gate = new();

    public FakeWaf(string? log = null)
    {
        _log = log;
        _server = new(Answer);
    }

    public Ftw.Transport.Destination Destination => _server.Destination;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Makes the answers to requests whose line contains a text, once each, before the usual rules.</summary>
    public ConcurrentQueue<(string Contains, string Answer)> Once { get; } = new();

    public Task<IReadOnlyCollection<LoggedRule>> LookUp(System.Net.IPEndPoint client, CancellationToken stop) =>
        Task.FromResult(_byPort.GetValueOrDefault(client.Port) ?? []);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string Answer(string request, int port)
    {
        Requests.Enqueue(request);
        var words = request.Split("\r\n")[0].Split(' ', '?', '&', '/');
        var rules = words.Where(w => w.StartsWith("rule=", StringComparison.Ordinal)).Select(w => new LoggedRule(long.Parse(w[5..], System.Globalization.CultureInfo.InvariantCulture), "m", "d", 2, [])).ToList();
        _byPort[port] = rules;
        Log(request, rules);

        if (Once.TryPeek(out var once) && request.Contains(once.Contains, StringComparison.Ordinal) && Once.TryDequeue(out once)) return once.Answer;
        if (words.Contains("drop")) return "";
        var status = words.FirstOrDefault(w => w.StartsWith("status=", StringComparison.Ordinal))?[7..] ?? "200";
        return $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n";
    }

    private void Log(string request, IEnumerable<LoggedRule> rules)
    {
        if (_log is null) return;
        var lines = rules.Select(r => $"[error] {ErrorLogLine.Format(r)}").ToList();
        var marker = request.Split("\r\n").FirstOrDefault(l => l.StartsWith("X-CRS-Test: ", StringComparison.Ordinal));
        if (marker is not null) lines.Add($"[error] ModSecurity: Warning. [id \"999999\"] [msg \"{marker[12..]}\"] [data \"REQUEST_HEADERS:x-crs-test\"]");
        lock (_gate) File.AppendAllText(_log, string.Concat(lines.Select(l => l + "\n")));
    }
}
