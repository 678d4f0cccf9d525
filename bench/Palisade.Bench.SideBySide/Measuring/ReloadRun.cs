using Palisade.Bench.SideBySide.Cases;
using Palisade.Bench.SideBySide.Load;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Measuring;

/// <summary>
/// What clients notice of a reload of rules of which one file was changed: the same paced load in windows with and without reloads, one after the other, so that
/// what the machine does besides hits both alike.
/// </summary>
/// <param name="edit">Changes the rules before each reload.</param>
/// <param name="asked">Requests a second; null for half of the throughput.</param>
internal sealed class ReloadRun(Server server, RuleEdit edit, Case what, Plan plan, double? asked, Action<string> say)
{
    private const string Told = "rules loaded again";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Warms up, finds the rate, measures.</summary>
    /// <exception cref="BenchException">An answer was not as expected, or nothing was loaded again.</exception>
    public ReloadResult Run(CancellationToken stop)
    {
        Verification.Check(server, what);
        var load = new LoadGenerator(server.Port, what.Requests, server.Refuses, stop);
        say("warming up");
        var warm = new WarmUp(plan.Warm).Run(server, load);
        var rate = asked ?? warm.Rate / 2;
        List<LoadResult> calm = [], reloading = [];
        var before = server.Words(Told);
        for (var round = 1; round <= plan.Rounds; round++)
        {
            calm.Add(Take(load, rate, reloads: false));
            reloading.Add(Take(load, rate, reloads: true));
            say(FormattableString.Invariant($"round {round} of {plan.Rounds}: p99 {calm[^1].Percentile(0.99).TotalMilliseconds:0.00} ms, with reloads {reloading[^1].Percentile(0.99).TotalMilliseconds:0.00} ms"));
        }

        var reloads = server.Words(Told) - before;
        if (reloads == 0) throw new BenchException("nothing was loaded again");
        return new(rate, reloads, calm, reloading);
    }

    private LoadResult Take(LoadGenerator load, double rate, bool reloads)
    {
        using var over = new CancellationTokenSource();
        var loading = reloads ? ReloadAsync(over.Token) : Task.CompletedTask;
        var result = load.Paced((int)(rate * Window.TotalSeconds), rate).AllGood(server.Name);
        over.Cancel();
        loading.Wait(CancellationToken.None);
        return result;
    }

    private async Task ReloadAsync(CancellationToken over)
    {
        try
        {
            await Task.Delay(Between / 4, over);
            while (true)
            {
                edit.Make();
                server.Hangup();
                await Task.Delay(Between, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The window is over.
        }
    }
}
