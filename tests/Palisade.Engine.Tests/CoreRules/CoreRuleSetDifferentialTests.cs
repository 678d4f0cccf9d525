using System.Globalization;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Differential;
using Xunit.Abstractions;

namespace Palisade.Engine.Tests.CoreRules;

/// <summary>The engine and the reference with the Core Rule Set, on the requests of its own tests and on labelled requests.</summary>
/// <remarks>
/// The reference is slow, so one exchange in so many is compared: <c>PALISADE_DIFFERENTIAL_EVERY</c> (default 6; 1 compares all).
/// Which ones differs between levels and modes, so that together they see more.
/// </remarks>
public sealed class CoreRuleSetDifferentialTests(ITestOutputHelper output)
{
    private const int Threads = 2;

    [Theory]
    [InlineData(1, EngineMode.On, 0)]
    [InlineData(1, EngineMode.DetectionOnly, 1)]
    [InlineData(4, EngineMode.On, 2)]
    [InlineData(4, EngineMode.DetectionOnly, 3)]
    public void They_agree_on_its_own_tests(int paranoia, EngineMode mode, int from)
    {
        if (CoreRuleSet.Folder is { } folder) Compare(CoreRuleSetRequests.Read(folder), paranoia, mode, from);
    }

    [Theory]
    [InlineData(1, EngineMode.On, 0)]
    [InlineData(1, EngineMode.DetectionOnly, 1)]
    [InlineData(4, EngineMode.On, 2)]
    [InlineData(4, EngineMode.DetectionOnly, 3)]
    public void They_agree_on_labelled_requests(int paranoia, EngineMode mode, int from)
    {
        if (CoreRuleSet.Folder is not null && CoreRuleSet.Corpora is { } corpora) Compare(CorpusRequests.Read(corpora), paranoia, mode, from);
    }

    private void Compare(IEnumerable<(string Name, Exchange Exchange)> all, int paranoia, EngineMode mode, int from)
    {
        var every = int.TryParse(Environment.GetEnvironmentVariable("PALISADE_DIFFERENTIAL_EVERY"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 6;
        var chosen = all.Where((_, i) => i % every == from % every).ToList();
        var rules = CoreRuleSet.At(paranoia, mode);
        var differences = new List<string>();
        var (matched, inconclusive) = (0, 0);
        Parallel.ForEach(chosen, new ParallelOptions { MaxDegreeOfParallelism = Threads }, pair =>
        {
            using var run = new Lockstep(rules, pair.Exchange, new StorePair(new StillClock()), keepSilent: pair.Name.Length % 2 == 0);
            while (!run.IsOver) run.Step();
            Interlocked.Add(ref matched, run.Reference.RulesMatched);
            if (run.IsInconclusive) Interlocked.Increment(ref inconclusive);
            if (run.Difference is null) return;
            lock (differences) differences.Add($"{pair.Name}: {run.Difference}");
        });

        output.WriteLine($"{chosen.Count} exchanges, {matched} rules matched, {inconclusive} inconclusive");
        Assert.True(differences.Count == 0, $"{differences.Count} of {chosen.Count} differ\n{string.Join('\n', differences.Take(5))}");
        Assert.True(matched > chosen.Count, "rules hardly match");
        Assert.True(inconclusive <= chosen.Count / 100, $"{inconclusive} of {chosen.Count} ran into the time limit of a pattern");
    }
}
