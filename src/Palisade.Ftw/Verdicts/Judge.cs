using Palisade.Ftw.Findings;
using Palisade.Ftw.Model;
using Palisade.Ftw.Patterns;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Verdicts;

/// <summary>Compares what a stage expects with what happened, in go-ftw's order.</summary>
public static class Judge
{
    /// <summary>Why the stage fails, in the order of the rules; empty when it passes.</summary>
    /// <param name="found">What the WAF found; null when that is not known, which fails every stage that asks for it.</param>
    public static IReadOnlyList<string> Faults(StageOutput expected, Exchange exchange, StageFindings? found)
    {
        // A connection that breaks is all that such a stage asks for.
        if (expected.ExpectError) return exchange.Response is null ? [] : [$"expected no answer, got status {exchange.Response.Status}"];
        if (exchange.Response is null) return [exchange.Problem ?? "no answer"];

        var faults = new List<string>();
        AddAnswerFaults(expected, exchange.Response, faults);
        if (found is not null) AddLogFaults(expected, found, faults);
        else if (AsksForFindings(expected)) faults.Add("what the WAF found is not known");
        return faults;
    }

    private static bool AsksForFindings(StageOutput expected) =>
        expected is not { ExpectIds.Count: 0, NoExpectIds.Count: 0, MatchRegex: null, NoMatchRegex: null, Isolated: false };

    private static void AddAnswerFaults(StageOutput expected, RawResponse response, List<string> faults)
    {
        if (expected.Status.Count > 0 && !expected.Status.Contains(response.Status))
        {
            faults.Add($"expected status {string.Join(" or ", expected.Status)}, got {response.Status}");
        }

        if (expected.ResponseContains is { } pattern) AddPatternFault("response_contains", pattern, [response.Text], wanted: true, faults);
    }

    private static void AddLogFaults(StageOutput expected, StageFindings found, List<string> faults)
    {
        if (expected.MatchRegex is { } wanted) AddPatternFault("match_regex", wanted, found.LogLines, wanted: true, faults);

        var missing = expected.ExpectIds.Except(found.RuleIds).ToList();
        if (missing.Count > 0) faults.Add($"expected rules {Ids(expected.ExpectIds)}: {Ids(missing)} did not match");
        if (expected.Isolated && found.RuleIds.Count != 1) faults.Add($"expected rule {Ids(expected.ExpectIds)} alone: {found.RuleIds.Count} rules matched");

        if (expected.NoMatchRegex is { } unwanted) AddPatternFault("no_match_regex", unwanted, found.LogLines, wanted: false, faults);

        var unexpected = expected.NoExpectIds.Intersect(found.RuleIds).ToList();
        if (unexpected.Count > 0) faults.Add($"expected none of the rules {Ids(expected.NoExpectIds)}: {Ids(unexpected)} matched");
    }

    private static void AddPatternFault(string name, string text, IReadOnlyList<string> lines, bool wanted, List<string> faults)
    {
        var (pattern, problem) = GoPattern.Parse(text);
        if (pattern is null)
        {
            faults.Add($"{name}: '{text}' is not a pattern: {problem}");
            return;
        }

        var answers = lines.Select(pattern.Matches).ToList();
        if (answers.Contains(null)) faults.Add($"{name}: '{text}' takes too long");
        else if (wanted && !answers.Contains(true)) faults.Add($"{name}: nothing matches '{text}'");
        else if (!wanted && answers.IndexOf(true) is >= 0 and var at) faults.Add($"{name}: '{text}' matches: {lines[at]}");
    }

    private static string Ids(IEnumerable<long> ids) => string.Join(", ", ids);
}
