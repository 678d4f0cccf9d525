using Palisade.Ftw.Model;
using Palisade.Ftw.Patterns;

namespace Palisade.Ftw.Runs;

/// <summary>The verdicts that an overrides file takes beforehand, with their patterns compiled.</summary>
internal sealed class ForcedVerdicts
{
    private readonly List<(GoPattern Pattern, ForcedTest Test)> _forced = [];

    private ForcedVerdicts()
    {
    }

    /// <summary>Compiles the patterns; those that cannot be compiled are faults.</summary>
    public static (ForcedVerdicts Verdicts, IReadOnlyList<Fault> Faults) Compile(IReadOnlyList<ForcedTest> tests)
    {
        var verdicts = new ForcedVerdicts();
        var faults = new List<Fault>();
        foreach (var test in tests)
        {
            var (pattern, problem) = GoPattern.Parse(test.NamePattern);
            if (pattern is not null) verdicts._forced.Add((pattern, test));
            else faults.Add(new(test.At, $"'{test.NamePattern}' is not a pattern: {problem}"));
        }

        return (verdicts, faults);
    }

    /// <summary>The verdict of a test; ignoring goes before failing and failing before passing, as in go-ftw.</summary>
    public ForcedTest? Of(string name) =>
        _forced.Where(f => f.Pattern.Matches(name) == true).Select(f => f.Test).OrderBy(t => t.Verdict switch
        {
            ForcedVerdict.Ignore => 0,
            ForcedVerdict.Fail => 1,
            _ => 2,
        }).FirstOrDefault();
}
