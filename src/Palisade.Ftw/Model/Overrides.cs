namespace Palisade.Ftw.Model;

/// <summary>Other expectations for some stages, because the platform differs.</summary>
/// <param name="TestIds">The tests of the rule that are meant; empty for all.</param>
/// <param name="StageIndexes">The stages of them that are meant, from 0; empty for all.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Output">Replaces the whole output of the stage.</param>
public sealed record StageOverride(
    SourceLine At,
    long RuleId,
    IReadOnlyList<long> TestIds,
    IReadOnlyList<int> StageIndexes,
    string Reason,
    StageOutput Output)
{
    /// <summary>Whether it speaks of this stage of this test.</summary>
    public bool Covers(TestCase test, Stage stage) =>
        CoversTest(test) && (StageIndexes.Count == 0 || StageIndexes.Contains(stage.Index));

    /// <summary>Whether it speaks of a stage of this test.</summary>
    public bool CoversTest(TestCase test) =>
        RuleId == test.RuleId && (TestIds.Count == 0 || TestIds.Contains(test.TestId));
}

/// <summary>A decision taken beforehand, without sending anything.</summary>
public enum ForcedVerdict
{
    /// <summary>The test is skipped.</summary>
    Ignore,

    /// <summary>The test counts as passed.</summary>
    Pass,

    /// <summary>The test counts as failed.</summary>
    Fail,
}

/// <summary>A verdict for every test whose name a pattern matches.</summary>
/// <param name="NamePattern">A regular expression over <c>ruleid-testid</c>.</param>
public sealed record ForcedTest(SourceLine At, ForcedVerdict Verdict, string NamePattern, string Reason);

/// <summary>Everything an overrides file says.</summary>
public sealed record Overrides(IReadOnlyList<StageOverride> Stages, IReadOnlyList<ForcedTest> Forced)
{
    /// <summary>No overrides.</summary>
    public static Overrides None { get; } = new([], []);
}
