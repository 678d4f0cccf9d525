namespace Palisade.Ftw.Findings;

/// <summary>What the WAF said while a stage ran.</summary>
/// <param name="RuleIds">The rules that matched, in order of their ids.</param>
/// <param name="LogLines">The lines it logged.</param>
public sealed record StageFindings(IReadOnlyList<long> RuleIds, IReadOnlyList<string> LogLines)
{
    /// <summary>Nothing matched and nothing was logged.</summary>
    public static StageFindings None { get; } = new([], []);

    /// <summary>The findings of log lines, their ids read out of them.</summary>
    public static StageFindings FromLog(IReadOnlyList<string> lines) =>
        new([.. lines.SelectMany(RuleIdScan.Find).Distinct().Order()], lines);

    /// <summary>The findings of matched rules, their log lines formed by <see cref="ErrorLogLine"/>.</summary>
    public static StageFindings FromRules(IReadOnlyCollection<LoggedRule> rules) =>
        new([.. rules.Select(r => r.Id).Distinct().Order()], [.. rules.Select(ErrorLogLine.Format)]);
}
