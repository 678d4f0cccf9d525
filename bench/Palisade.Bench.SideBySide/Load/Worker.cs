using System.Diagnostics;
using Palisade.Bench.Requests;

namespace Palisade.Bench.SideBySide.Load;

/// <summary>One connection and its thread.</summary>
internal sealed class Worker
{
    private const int Stack = 256 * 1024;

    private readonly List<long> _latencies = [];
    private readonly Thread _thread;
    private readonly IReadOnlyList<Request> _requests;
    private readonly bool _refuses;

    /// <summary>Starts.</summary>
    public Worker(int port, IReadOnlyList<Request> requests, bool refuses, Schedule schedule)
    {
        (_requests, _refuses, LastAnswer) = (requests, refuses, Stopwatch.GetTimestamp());
        _thread = new Thread(() => Run(port, schedule), Stack) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Of every answer, in stopwatch ticks.</summary>
    public IReadOnlyList<long> Latencies => _latencies;

    /// <summary>When the last answer was there, or the beginning.</summary>
    public long LastAnswer { get; private set; }

    /// <summary>Answers that were not as expected, or none.</summary>
    public int Faults { get; private set; }

    /// <summary>What was wrong with the first of them.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>Waits for the end.</summary>
    public void Join() => _thread.Join();

    private void Run(int port, Schedule schedule)
    {
        using var connection = new Connection(port);
        int index;
        while ((index = schedule.Take(out var due)) >= 0)
        {
            var late = due > 0 && Stopwatch.GetTimestamp() > due;
            if (due > 0) Pause.Until(due);
            var from = late ? due : Stopwatch.GetTimestamp();
            Ask(connection, _requests[index % _requests.Count]);
            LastAnswer = Stopwatch.GetTimestamp();
            _latencies.Add(LastAnswer - from);
        }
    }

    private void Ask(Connection connection, Request request)
    {
        var expected = _refuses && request.IsAttack ? 403 : 200;
        try
        {
            var status = connection.Send(request.Bytes);
            if (status != expected) Fault($"{request.Name}: {status} in place of {expected}");
        }
        catch (IOException broken)
        {
            Fault($"{request.Name}: {broken.Message}");
        }
    }

    private void Fault(string what)
    {
        Faults++;
        FirstFault ??= what;
    }
}
