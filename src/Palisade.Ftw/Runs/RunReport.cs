using Palisade.Ftw.Model;

namespace Palisade.Ftw.Runs;

/// <summary>The result of a whole run.</summary>
/// <param name="Results">One for each test, in the order of files and tests.</param>
/// <param name="FileFaults">Files that could not be read; each counts as a failed test.</param>
/// <param name="Warnings">What should be looked at and fails nothing.</param>
public sealed record RunReport(IReadOnlyList<TestResult> Results, IReadOnlyList<Fault> FileFaults, IReadOnlyList<Fault> Warnings)
{
    /// <summary>Tests that passed.</summary>
    public int Passed => Count(Outcome.Passed);

    /// <summary>Tests that failed, and files that could not be read.</summary>
    public int Failed => Count(Outcome.Failed) + FileFaults.Count;

    /// <summary>Tests that were left out.</summary>
    public int Skipped => Count(Outcome.Skipped);

    /// <summary>Tests whose expectations an overrides file changed.</summary>
    public int Overridden => Results.Count(r => r.Overridden);

    /// <summary>The last line of every run.</summary>
    public string Summary => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    private int Count(Outcome outcome) => Results.Count(r => r.Outcome == outcome);
}
