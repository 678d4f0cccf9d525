using Palisade.Bench.SideBySide.Cases;
using Palisade.Bench.SideBySide.Load;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>Measures one case on every server, one server at a time, in turns: what the machine does besides hits all alike.</summary>
internal sealed class Race(Plan plan, IReadOnlyList<Server> servers, Action<string> say)
{
    private const int Fewest = 100;

    /// <summary>Checks, warms up, measures.</summary>
    /// <returns>In the order of the servers.</returns>
    /// <exception cref="BenchException">An answer was not as expected.</exception>
    public IReadOnlyList<Measurement> Run(Case what, CancellationToken stop)
    {
        foreach (var server in servers) Verification.Check(server, what);
        foreach (var server in servers) server.Tree.ForgetPeak();
        var counts = servers.Select(s => Warm(s, what, stop)).ToArray();
        var turns = servers.Select(_ => new List<Turn>()).ToArray();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            for (var i = 0; i < servers.Count; i++)
            {
                turns[i].Add(Take(servers[i], what, counts[i], stop));
                say(FormattableString.Invariant($"{what.Name}: round {round} of {plan.Rounds}, {servers[i].Name}: {turns[i][^1].Processor.TotalMicroseconds:0} us"));
            }
        }

        return [.. servers.Select((s, i) => new Measurement(s.Name, counts[i], turns[i], s.Tree.PeakMemory(), s.Tree.Memory()))];
    }

    /// <returns>How many requests a turn has.</returns>
    private int Warm(Server server, Case what, CancellationToken stop)
    {
        say($"{what.Name}: warming up {server.Name}");
        var load = new LoadGenerator(server.Port, what.Requests, server.Refuses, stop);
        var warm = new WarmUp(plan.Warm).Run(server, load);
        if (plan.Requests is { } asked) return asked;

        // Whole rounds of the case's requests, so that every turn has the same mix.
        var wanted = Math.Max(Fewest, (int)(warm.Rate * plan.Turn.TotalSeconds));
        return (wanted + what.Requests.Count - 1) / what.Requests.Count * what.Requests.Count;
    }

    private static Turn Take(Server server, Case what, int count, CancellationToken stop)
    {
        var load = new LoadGenerator(server.Port, what.Requests, server.Refuses, stop);
        var before = server.Tree.ProcessorTime();
        var full = load.AtFullSpeed(count).AllGood(server.Name);
        var spent = server.Tree.ProcessorTime() - before;
        var half = load.Paced(Math.Max(Fewest, count / 2), full.Rate / 2).AllGood(server.Name);
        return new Turn(spent / count, full.Rate, half.Percentile(0.5), half.Percentile(0.99));
    }
}
