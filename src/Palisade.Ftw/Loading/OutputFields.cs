using Palisade.Ftw.Model;

namespace Palisade.Ftw.Loading;

/// <summary>Reads the <c>output</c> of a stage or of an override.</summary>
internal static class OutputFields
{
    /// <summary>The expectations; none at all when there is no output.</summary>
    public static StageOutput Read(Fields? fields, List<Fault> faults)
    {
        if (fields is null) return new();

        var output = WithOldNames(ReadLog(fields.Mapping("log"), ReadAnswer(fields)), fields);
        fields.WarnOfOthers("output");
        if (output is { Isolated: true, ExpectIds.Count: not 1 })
        {
            faults.Add(new(fields.At, "'isolated' needs exactly one id in 'expect_ids'"));
        }

        return output;
    }

    private static StageOutput ReadAnswer(Fields fields) => new()
    {
        // go-ftw writes "no expectation" as 0.
        Status = [.. fields.Numbers("status", 0, 999).Where(s => s != 0).Select(s => (int)s)],
        ResponseContains = NotEmpty(fields.Text("response_contains")),
        ExpectError = fields.Truth("expect_error") ?? false,
        RetryOnce = fields.Truth("retry_once") ?? false,
        Isolated = fields.Truth("isolated") ?? false,
    };

    private static StageOutput ReadLog(Fields? log, StageOutput output)
    {
        if (log is null) return output;

        output = output with
        {
            ExpectIds = log.Numbers("expect_ids", 0, uint.MaxValue),
            NoExpectIds = log.Numbers("no_expect_ids", 0, uint.MaxValue),
            MatchRegex = NotEmpty(log.Text("match_regex")),
            NoMatchRegex = NotEmpty(log.Text("no_match_regex")),
        };
        log.WarnOfOthers("log");
        return output;
    }

    // The first version of the format knew only these two, patterns both; the newer names win.
    private static StageOutput WithOldNames(StageOutput output, Fields fields)
    {
        var contains = NotEmpty(fields.Text("log_contains"));
        var containsNot = NotEmpty(fields.Text("no_log_contains"));
        if (output.ExpectIds.Count == 0) output = output with { MatchRegex = output.MatchRegex ?? contains };
        if (output.NoExpectIds.Count == 0) output = output with { NoMatchRegex = output.NoMatchRegex ?? containsNot };
        return output;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
