using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Palisade.Detection.Tests;

/// <summary>
/// Measures recognisers on a file of one's own, a value a line: <c>PALISADE_VALUES=file PALISADE_DETECTORS=sql,xss</c>; with
/// <c>PALISADE_BENIGN=1</c> the lines that are found are listed instead of those that are not. Skipped without a file.
/// </summary>
public sealed class ValueFileTests(ITestOutputHelper output)
{
    [Fact]
    public void The_values_of_a_file_are_counted()
    {
        if (Environment.GetEnvironmentVariable("PALISADE_VALUES") is not { } file) return;
        var names = Environment.GetEnvironmentVariable("PALISADE_DETECTORS") is { } list ? list.Split(',') : [.. DetectorTable.All.Keys];
        var benign = Environment.GetEnvironmentVariable("PALISADE_BENIGN") is not null;
        var lines = File.ReadAllLines(file, Encoding.Latin1).Where(line => line.Length > 0).ToList();
        var found = 0;
        foreach (var line in lines)
        {
            var value = Encoding.Latin1.GetBytes(line.Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal));
            var findings = names.Select(name => (Name: name, Finding: DetectorTable.All[name].Recognise(value))).Where(f => f.Finding is { Confidence: > Confidence.Low }).ToList();
            if (findings.Count > 0) found++;
            if (benign == findings.Count > 0) output.WriteLine(line + string.Concat(findings.Select(f => $"  <{f.Name} {f.Finding!.Confidence}: {f.Finding.Reason}>")));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} of {lines.Count} found ({(double)found / lines.Count:P2})"));
        Assert.NotEmpty(lines);
    }
}
