namespace Palisade.Ftw.Model;

/// <summary>One test: stages that are sent in order and must all hold.</summary>
/// <param name="RuleId">The rule the test is about; it and <paramref name="TestId"/> name the test.</param>
/// <param name="TestId">Its number within the rule, from 1.</param>
/// <param name="At">Where the test begins.</param>
/// <param name="Faults">Why the test cannot be run; it then fails without being sent.</param>
public sealed record TestCase(
    long RuleId,
    long TestId,
    SourceLine At,
    string Description,
    IReadOnlyList<string> Tags,
    IReadOnlyList<Stage> Stages,
    IReadOnlyList<Fault> Faults)
{
    /// <summary><c>ruleid-testid</c>, what filters and overrides match on.</summary>
    public string Name => $"{RuleId}-{TestId}";
}

/// <summary>One request and what is expected of it.</summary>
/// <param name="Index">Position among the stages of the file, from 0; what an override's <c>stage_ids</c> mean. Stages made from one list of <c>uris</c> share it.</param>
public sealed record Stage(int Index, SourceLine At, StageInput Input, StageOutput Output);
