using Palisade.Ftw.Model;

namespace Palisade.Ftw.Runs;

/// <summary>How a test ended.</summary>
public enum Outcome
{
    /// <summary>Everything held.</summary>
    Passed,

    /// <summary>Something did not hold, or the test could not be run.</summary>
    Failed,

    /// <summary>A filter or an override left it out.</summary>
    Skipped,
}

/// <summary>A stage that did not hold.</summary>
/// <param name="Stage">Its position in the test, from 1.</param>
/// <param name="RequestLine">The first line of its request, printable; empty when there was none.</param>
/// <param name="Reasons">What did not hold.</param>
/// <param name="Status">The status that came; null for no answer.</param>
/// <param name="RuleIds">The rules that matched.</param>
public sealed record StageFailure(
    int Stage,
    SourceLine At,
    string RequestLine,
    IReadOnlyList<string> Reasons,
    StageOutput? Expected,
    int? Status,
    IReadOnlyList<long> RuleIds);

/// <summary>A test and how it ended.</summary>
/// <param name="Failures">Empty unless it failed.</param>
/// <param name="Overridden">Whether an overrides file changed what was expected or decided beforehand.</param>
public sealed record TestResult(TestCase Test, Outcome Outcome, IReadOnlyList<StageFailure> Failures, bool Overridden);
