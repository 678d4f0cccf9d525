using System.Globalization;
using Xunit.Abstractions;

namespace Palisade.Engine.Tests.Differential;

/// <summary>
/// The engine and the reference on rules and requests that were made up: sessions of up to three rule sets and eight exchanges, one
/// after the other or phase by phase in any order, on several threads at once.
/// </summary>
/// <remarks>
/// <c>PALISADE_DIFFERENTIAL_PAIRS</c> sets how many pairs of rule set and request are compared (default 24,000),
/// <c>PALISADE_DIFFERENTIAL_SEED</c> the seed of the first session (default 1). A failure prints the seed of its session and the
/// smallest session that still differs.
/// </remarks>
public sealed class RandomDifferentialTests(ITestOutputHelper output)
{
    private const int Threads = 4;

    [Fact]
    public void They_agree_on_rules_and_requests_that_were_made_up()
    {
        var pairs = Setting("PALISADE_DIFFERENTIAL_PAIRS", 24_000);
        var next = Setting("PALISADE_DIFFERENTIAL_SEED", 1) - 1;
        var (seen, inconclusive, evaluated, matched, failed) = (0, 0, 0L, 0L, 0);
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            while (Volatile.Read(ref seen) < pairs && Volatile.Read(ref failed) == 0)
            {
                var seed = Interlocked.Increment(ref next);
                var figures = new SessionFigures();
                if (Session.Generate(seed).Run(figures) is not null) Interlocked.CompareExchange(ref failed, seed, 0);
                Interlocked.Add(ref seen, figures.Pairs);
                Interlocked.Add(ref inconclusive, figures.Inconclusive);
                Interlocked.Add(ref evaluated, figures.RulesEvaluated);
                Interlocked.Add(ref matched, figures.RulesMatched);
            }
        });

        output.WriteLine($"{seen} pairs, {evaluated} rules evaluated, {matched / (double)evaluated:P1} matched, {inconclusive} inconclusive");
        if (failed != 0) Assert.Fail(Explain(failed));
        Assert.True(inconclusive <= seen / 100, $"{inconclusive} pairs ran into the time limit of a pattern");
        Assert.InRange(matched / (double)evaluated, 0.1, 0.5);
    }

    private static string Explain(int seed)
    {
        var session = Session.Generate(seed);
        if (session.Run() is not { } difference) return $"session {seed} differs only in company of others";
        var smallest = SessionShrinker.Shrink(session);
        return $"session {seed}: {smallest.Run() ?? difference}\n\n{smallest}";
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
