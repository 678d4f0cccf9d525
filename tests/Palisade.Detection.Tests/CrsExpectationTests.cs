using Palisade.Detection.Html;
using Palisade.Detection.Sql;
using Palisade.Detection.Tests.Shared;

namespace Palisade.Detection.Tests;

/// <summary>The four rules of CRS that ask the recognisers, with the targets and decoding those rules have.</summary>
public sealed class CrsExpectationTests
{
    [Fact]
    public void Every_expectation_of_CRS_about_its_rules_with_recognisers_holds()
    {
        if (SharedFolder.Find("crs", "tests") is not { } folder) return;
        var stages = CrsTests.About(folder, 942100, 942101, 941100, 941101).ToList();

        var broken = stages.Where(stage => Finds(stage) != stage.Expected).Select(stage => $"{stage.Name}: {stage.RuleId} expected {stage.Expected}");

        Assert.Empty(broken);
        Assert.InRange(stages.Count, 30, int.MaxValue);
    }

    private static bool Finds(CrsStage stage) => stage.RuleId switch
    {
        942100 => stage.Arguments().Concat(Headers(stage, "User-Agent", "Referer")).Any(value => CrsDecoding.ForSql(value).Any(step => SqlInjection.Detect(step) is not null)),
        942101 => new[] { stage.BaseName, stage.FileName }.Any(value => SqlInjection.Detect(CrsDecoding.ForSql(value).Last()) is not null),
        941100 => stage.Arguments().Concat(Headers(stage, "User-Agent")).Any(value => Xss.Detect(CrsDecoding.ForXss(value)) is not null),
        _ => Headers(stage, "Referer").Append(stage.FileName).Any(value => Xss.Detect(CrsDecoding.ForXss(value)) is not null),
    };

    private static IEnumerable<string> Headers(CrsStage stage, params string[] names) => names.Select(stage.Header).OfType<string>();
}
