using Palisade.Cli.Terminal;
using Palisade.Ftw.Runs;

namespace Palisade.Cli.Rules;

/// <summary>The result of a run of rule tests for people.</summary>
internal static class TestReportText
{
    private const int MostIdsShown = 30;

    /// <summary>Writes warnings, what failed and the summary, which is the last line.</summary>
    /// <param name="overrides">Where the overrides came from.</param>
    public static void Write(RunReport report, string overrides, Screen screen)
    {
        foreach (var warning in report.Warnings) screen.Note($"{warning}");
        foreach (var fault in report.FileFaults) screen.Output.WriteLine($"{screen.Paint(Ink.Red, "FAIL")} {fault}");
        foreach (var result in report.Results.Where(r => r.Outcome is Outcome.Failed)) Write(result, screen);
        if (report.Overridden > 0) screen.Note($"expectations of {report.Overridden} tests are those of {overrides}");
        screen.Output.WriteLine(report.Summary);
    }

    private static void Write(TestResult result, Screen screen)
    {
        screen.Output.WriteLine($"{screen.Paint(Ink.Red, "FAIL")} {screen.Paint(Ink.Bold, result.Test.Name)} {result.Test.At}");
        foreach (var failure in result.Failures)
        {
            if (failure.RequestLine.Length > 0) screen.Output.WriteLine($"  stage {failure.Stage}: {failure.RequestLine}");
            foreach (var reason in failure.Reasons) screen.Output.WriteLine($"    {reason}");
            if (failure.RequestLine.Length > 0) screen.Output.WriteLine($"    seen: {Seen(failure)}");
        }
    }

    private static string Seen(StageFailure failure)
    {
        var rules = failure.RuleIds.Count switch
        {
            0 => "no rules",
            <= MostIdsShown => $"rules {string.Join(", ", failure.RuleIds)}",
            _ => $"rules {string.Join(", ", failure.RuleIds.Take(MostIdsShown))} and {failure.RuleIds.Count - MostIdsShown} more",
        };
        return $"{(failure.Status is { } status ? $"status {status}" : "no answer")}, {rules}";
    }
}
