namespace Palisade.Engine.Tests.Conformance;

/// <summary>ModSecurity's own cases, unit and regression, in the folder that <c>PALISADE_CONFORMANCE_DIR</c> names.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string, int, string, string?> Cases
    {
        get
        {
            var rows = new TheoryData<string, int, string, string?>();
            if (CaseFiles.Folder is not { } folder)
            {
                rows.Add("", 0, "none", "there is no folder of cases");
                return rows;
            }

            foreach (var file in CaseFiles.Find(folder)) AddFile(folder, file, rows);
            if (!rows.Any()) rows.Add("", 0, "none", "the folder holds no cases");
            return rows;
        }
    }

    [CaseTheory]
    [MemberData(nameof(Cases))]
    public void A_case_ends_as_it_says(string file, int index, string title, string? skipped)
    {
        _ = (title, skipped);
        var verdict = CaseFiles.Load(Path.Combine(CaseFiles.Folder!, file))[index].Run();
        Assert.True(verdict.Passed, verdict.Text);
    }

    private static void AddFile(string folder, string file, TheoryData<string, int, string, string?> rows)
    {
        IReadOnlyList<ConformanceCase> cases;
        try
        {
            cases = CaseFiles.Load(Path.Combine(folder, file));
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or IOException)
        {
            rows.Add(file, 0, "unreadable", $"not a file of cases: {fault.Message}");
            return;
        }

        for (var index = 0; index < cases.Count; index++) rows.Add(file, index, cases[index].Title, cases[index].SkipReason);
    }
}
