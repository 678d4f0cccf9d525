using Palisade.Ftw.Findings;
using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Runs;

/// <summary>Runs tests against a WAF.</summary>
public sealed class TestRunner(RawClient client, FindingSource findings, RunOptions options)
{
    /// <summary>Runs every test of the files.</summary>
    /// <param name="finished">Told of each test as it ends, one at a time.</param>
    public async Task<RunReport> RunAsync(IReadOnlyList<TestFile> files, Action<TestResult> finished, CancellationToken stop)
    {
        var (forced, patternFaults) = ForcedVerdicts.Compile(options.Overrides.Forced);
        var tests = files.SelectMany(f => f.Tests).ToList();
        var results = new TestResult[tests.Count];
        var gate = new Lock();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = findings.Concurrent ? Math.Max(1, options.Jobs) : 1,
            CancellationToken = stop,
        };
        await Parallel.ForAsync(0, tests.Count, parallel, async (i, token) =>
        {
            results[i] = await RunAsync(tests[i], forced, token);
            lock (gate) finished(results[i]);
        });

        return new(
            results,
            [.. files.SelectMany(f => f.Faults), .. patternFaults],
            [.. files.SelectMany(f => f.Warnings), .. UnusedOverrides(tests)]);
    }

    private async Task<TestResult> RunAsync(TestCase test, ForcedVerdicts forced, CancellationToken stop)
    {
        if (IsLeftOut(test.Name)) return new(test, Outcome.Skipped, [], false);
        if (forced.Of(test.Name) is { } verdict) return ToResult(test, verdict);
        if (test.Faults.Count > 0) return new(test, Outcome.Failed, [.. test.Faults.Select(f => Failure(f))], false);

        var run = new StageRun(client, findings, options.Destination);
        var failures = new List<StageFailure>();
        var overridden = false;
        for (var i = 0; i < test.Stages.Count; i++)
        {
            var stage = test.Stages[i];
            var change = options.Overrides.Stages.LastOrDefault(o => o.Covers(test, stage));
            overridden |= change is not null;
            if (await run.RunAsync(stage, i + 1, change?.Output ?? stage.Output, stop) is { } failure) failures.Add(failure);
        }

        return new(test, failures.Count == 0 ? Outcome.Passed : Outcome.Failed, failures, overridden);
    }

    private bool IsLeftOut(string name) => options.Include is not null
        ? options.Include.Matches(name) != true
        : options.Exclude?.Matches(name) == true;

    private static TestResult ToResult(TestCase test, ForcedTest forced) => forced.Verdict switch
    {
        ForcedVerdict.Ignore => new(test, Outcome.Skipped, [], true),
        ForcedVerdict.Pass => new(test, Outcome.Passed, [], true),
        _ => new(test, Outcome.Failed, [Failure(new(forced.At, $"forced to fail: {forced.Reason}"))], true),
    };

    private static StageFailure Failure(Fault fault) => new(0, fault.At, "", [fault.Message], null, null, []);

    // An override for a test that is gone hides nothing today and the next test of that number tomorrow.
    private IEnumerable<Fault> UnusedOverrides(IReadOnlyList<TestCase> tests)
    {
        var byRule = tests.ToLookup(t => t.RuleId);
        foreach (var change in options.Overrides.Stages.Where(o => byRule.Contains(o.RuleId)))
        {
            foreach (var id in change.TestIds.Where(id => !byRule[change.RuleId].Any(t => t.TestId == id)))
            {
                yield return new(change.At, $"the override names {change.RuleId}-{id}, which does not exist");
            }
        }
    }
}
