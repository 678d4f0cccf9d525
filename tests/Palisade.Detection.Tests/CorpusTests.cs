using System.Globalization;
using Palisade.Detection.Html;
using Palisade.Detection.Sql;
using Palisade.Detection.Tests.Shared;
using Xunit.Abstractions;

namespace Palisade.Detection.Tests;

/// <summary>How much of the labelled requests each recogniser alone finds, and how often it errs.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void SQL_is_found_in_attacks_and_not_in_ordinary_requests() => Measure("sqli", 0.97, HasSql);

    [Fact]
    public void Active_HTML_is_found_in_attacks_and_not_in_ordinary_requests() => Measure("xss", 0.97, HasXss);

    private void Measure(string category, double floor, Func<LabelledRequest, bool> finds)
    {
        if (SharedFolder.Find("corpora") is not { } folder) return;
        var attacks = LabelledRequest.Read(Path.Combine(folder, "mgm-attack.jsonl.gz")).Where(r => r.Cat == category).ToList();
        var benign = LabelledRequest.Read(Path.Combine(folder, "mgm-benign.jsonl.gz")).Concat(LabelledRequest.Read(Path.Combine(folder, "text-benign.jsonl.gz"))).ToList();

        var found = attacks.Count(finds);
        var wrong = benign.Where(finds).Select(r => r.Id).ToList();

        var truePositives = (double)found / attacks.Count;
        var falsePositives = (double)wrong.Count / benign.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{category}: {found} of {attacks.Count} attacks found ({truePositives:P2}), {wrong.Count} of {benign.Count} ordinary requests taken for attacks ({falsePositives:P3})"));
        output.WriteLine(string.Join(' ', wrong));
        Assert.InRange(truePositives, floor, 1);
        Assert.InRange(falsePositives, 0, 0.001);
    }

    private static bool HasSql(LabelledRequest request) => Values(request).Any(value => CrsDecoding.ForSql(value).Any(step => SqlInjection.Detect(step) is not null));

    private static bool HasXss(LabelledRequest request) => Values(request).Any(value => Xss.Detect(CrsDecoding.ForXss(value)) is not null);

    private static IEnumerable<string> Values(LabelledRequest request) => RequestValues.Of(request.Target, request.Header("Content-Type"), request.Body);
}
