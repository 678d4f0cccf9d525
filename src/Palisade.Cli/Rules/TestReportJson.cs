using System.Text.Json;
using Palisade.Ftw.Model;
using Palisade.Ftw.Runs;

namespace Palisade.Cli.Rules;

/// <summary>The result of a run of rule tests for programs.</summary>
internal static class TestReportJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes one object: the three counts, the failures, the files that could not be read, the warnings.</summary>
    public static void Write(RunReport report, TextWriter to) => to.WriteLine(JsonSerializer.Serialize(
        new
        {
            report.Passed,
            report.Failed,
            report.Skipped,
            report.Overridden,
            Failures = report.Results.Where(r => r.Outcome is Outcome.Failed).Select(Failed),
            FileFaults = report.FileFaults.Select(Placed),
            Warnings = report.Warnings.Select(Placed),
        },
        Format));

    private static object Failed(TestResult result) => new
    {
        Test = result.Test.Name,
        result.Test.RuleId,
        result.Test.TestId,
        result.Test.At.File,
        result.Test.At.Line,
        Stages = result.Failures.Select(f => new
        {
            f.Stage,
            f.At.Line,
            f.RequestLine,
            f.Reasons,
            Expected = f.Expected is null ? null : Expected(f.Expected),
            Seen = new { f.Status, f.RuleIds },
        }),
    };

    private static object Expected(StageOutput output) => new
    {
        output.Status,
        output.ExpectError,
        output.ExpectIds,
        output.NoExpectIds,
        output.Isolated,
        output.MatchRegex,
        output.NoMatchRegex,
        output.ResponseContains,
    };

    private static object Placed(Fault fault) => new { fault.At.File, fault.At.Line, fault.Message };
}
