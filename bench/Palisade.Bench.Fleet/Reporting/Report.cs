using System.Globalization;
using System.Text.Json;
using Palisade.Bench.Fleet.Poison;

namespace Palisade.Bench.Fleet.Reporting;

/// <summary>Writes what was measured.</summary>
internal static class Report
{
    /// <summary>The figures, one a line, and what went wrong.</summary>
    public static void Write(TextWriter to, IReadOnlyList<Figure> figures, IReadOnlyList<string> faults)
    {
        foreach (var figure in figures)
        {
            var floor = figure.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"  (at most {most:0.##}: {(figure.Kept ? "kept" : "MISSED")})") : "";
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name,-58}{figure.Value,12:#,0.##} {figure.Unit}{floor}"));
        }

        foreach (var fault in faults) to.WriteLine($"! {fault}");
    }

    /// <summary>A line for each poison.</summary>
    public static void Write(TextWriter to, Finding finding)
    {
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(finding.Faults.Count == 0 ? "contained" : "NOT"),-10}{finding.Name,-44}{finding.Answer,4} in {finding.Took.TotalSeconds,5:0.00} s, told {(finding.ToldAfter is { } told ? $"{told.TotalSeconds:0.0} s" : "-"),6}{Cost(finding)}"));
        foreach (var fault in finding.Faults) to.WriteLine($"          ! {(fault.Length > 400 ? fault[..400] : fault)}");
    }

    // What is done to a disk while nothing runs costs nobody anything.
    private static string Cost(Finding finding)
    {
        if (finding.Costs.MaxBy(c => c.Peak - c.Before) is not { } worst || finding.Costs.MaxBy(c => c.ProcessorTime) is not { } slowest) return "";
        return string.Create(CultureInfo.InvariantCulture, $", +{(worst.Peak - worst.Before) >> 20,4} MiB {worst.Process,-10} {slowest.ProcessorTime.TotalSeconds,5:0.0} s {slowest.Process}");
    }

    /// <summary>All of it for programs.</summary>
    public static void WriteJson(TextWriter to, IReadOnlyList<Figure> figures, IReadOnlyList<string> faults, IReadOnlyList<Finding> findings) =>
        to.WriteLine(JsonSerializer.Serialize(new { figures, faults, findings }, JsonSerializerOptions.Web));
}
