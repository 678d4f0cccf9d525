using Palisade.Ftw.Loading;
using Palisade.Ftw.Patterns;
using Palisade.Ftw.Requests;

namespace Palisade.Ftw.Tests.Loading;

/// <summary>The CRS's own files.</summary>
public sealed class SharedFilesTests
{
    [Fact]
    public void Every_file_of_the_CRS_loads_and_every_request_is_rendered()
    {
        if (SharedCorpus.Tests is null) return;

        var files = TestFolder.Read([SharedCorpus.Tests]);
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => f.Faults));
        Assert.Empty(files.SelectMany(f => f.Tests).SelectMany(t => t.Faults));
        Assert.All(files.SelectMany(f => f.Tests).SelectMany(t => t.Stages), stage => Assert.Null(RequestWriter.Write(stage.Input).Problem));
    }

    [Fact]
    public void Every_test_of_the_CRS_expects_something_and_its_patterns_compile()
    {
        if (SharedCorpus.Tests is null) return;

        foreach (var stage in TestFolder.Read([SharedCorpus.Tests]).SelectMany(f => f.Tests).SelectMany(t => t.Stages))
        {
            var output = stage.Output;
            Assert.True(
                output is not { Status.Count: 0, ExpectError: false, ExpectIds.Count: 0, NoExpectIds.Count: 0, MatchRegex: null, NoMatchRegex: null, ResponseContains: null },
                stage.At.ToString());
            foreach (var pattern in new[] { output.MatchRegex, output.NoMatchRegex }.OfType<string>()) Assert.Null(GoPattern.Parse(pattern).Problem);
        }
    }

    [Fact]
    public void The_overrides_of_other_engines_load()
    {
        if (SharedCorpus.Overrides is null) return;

        foreach (var path in Directory.EnumerateFiles(SharedCorpus.Overrides, "*.yaml"))
        {
            var (overrides, faults) = OverridesReader.Read(path, File.ReadAllBytes(path));
            Assert.Empty(faults);
            Assert.NotEmpty(overrides.Stages);
        }
    }

    [Fact]
    public void Our_own_overrides_are_few_have_reasons_and_name_tests_that_exist()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "tests", "crs-overrides.yaml"))) folder = folder.Parent!;
        var path = Path.Combine(folder.FullName, "tests", "crs-overrides.yaml");

        var (overrides, faults) = OverridesReader.Read(path, File.ReadAllBytes(path));

        Assert.Empty(faults);
        Assert.InRange(overrides.Stages.Count, 1, 8);
        Assert.Empty(overrides.Forced);
        if (SharedCorpus.Tests is null) return;

        var tests = TestFolder.Read([SharedCorpus.Tests]).SelectMany(f => f.Tests).ToList();
        Assert.All(overrides.Stages, o => Assert.All(o.TestIds, id => Assert.Contains(tests, t => t.RuleId == o.RuleId && t.TestId == id)));
    }
}
