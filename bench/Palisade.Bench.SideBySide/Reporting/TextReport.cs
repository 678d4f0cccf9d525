using System.Globalization;
using Palisade.Bench.SideBySide.Load;
using Palisade.Bench.SideBySide.Measuring;

namespace Palisade.Bench.SideBySide.Reporting;

/// <summary>The results as tables for people.</summary>
internal static class TextReport
{
    private const int NameWidth = 26;

    /// <summary>The table of one case.</summary>
    public static void WriteCase(TextWriter to, CaseResult result)
    {
        to.WriteLine($"{result.Case.Name}: {result.Case.Title}");
        to.WriteLine($"  {"",-NameWidth}{"CPU/request",14}{"requests/s",12}{"p50",11}{"p99",11}{"peak memory",13}{"after",10}");
        foreach (var m in result.Measurements) WriteLine(to, m);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  CPU: {(result.TimesLessThanModSecurity is { } times ? $"nginx + libmodsecurity takes {times:0.0} times Palisade, " : "")}Palisade takes {result.TimesBareProxy:0.00} times bare YARP; p99: Palisade {result.TimesBareLatency:0.00} times bare YARP"));
        if (result.OwnOverCoreRules is { } own) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  CPU: Palisade's own protection takes {own:0.00} times what the Core Rule Set takes in it"));
        to.WriteLine();
    }

    /// <summary>What was promised, and what became of it.</summary>
    public static void WriteFloors(TextWriter to, IReadOnlyList<CaseResult> results)
    {
        to.WriteLine("floors");
        foreach (var floor in results.SelectMany(r => r.Floors))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(floor.Kept ? "ok    " : "missed")}  {floor.Case,-10} {floor.What,-40} {floor.Measured,8:0.00}  ({(floor.AtLeast ? "at least" : "at most")} {floor.Floor:0.0})"));
        }
    }

    /// <summary>What clients noticed of reloads.</summary>
    public static void WriteReload(TextWriter to, ReloadResult result)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Rate:0} requests/s, {result.Reloads} reloads in {result.Reloading.Count} windows"));
        to.WriteLine($"  {"",-NameWidth}{"p50",11}{"p99",11}{"p99.9",11}");
        WriteWindows(to, "without reloads", result.Calm);
        WriteWindows(to, "with reloads", result.Reloading);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(result.Moved <= ReloadResult.Allowed ? "ok    " : "missed")}  reloads moved p99 by {result.Moved.TotalMilliseconds:0.00} ms (at most {ReloadResult.Allowed.TotalMilliseconds:0.0})"));
    }

    private static void WriteWindows(TextWriter to, string name, IReadOnlyList<LoadResult> windows) =>
        to.WriteLine($"  {name,-NameWidth}{Time(ReloadResult.Median(windows, 0.5)),11}{Time(ReloadResult.Median(windows, 0.99)),11}{Time(ReloadResult.Median(windows, 0.999)),11}");

    private static void WriteLine(TextWriter to, Measurement m) =>
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {m.Server,-NameWidth}{Time(m.Processor),14}{m.Rate,12:0}{Time(m.P50),11}{Time(m.P99),11}{Memory(m.PeakMemory),13}{Memory(m.Memory),10}"));

    private static string Time(TimeSpan time) => time.TotalMilliseconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} us")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private static string Memory(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB");
}
