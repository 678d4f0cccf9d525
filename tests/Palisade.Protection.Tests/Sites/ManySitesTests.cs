using System.Diagnostics;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Xunit.Abstractions;

namespace Palisade.Protection.Tests.Sites;

/// <summary>A thousand sites over the Core Rule Set.</summary>
public sealed class ManySitesTests(ITestOutputHelper output)
{
    private const int Sites = 1000;
    private const long MostBytes = 150 * 1024 * 1024;

    private static readonly Lazy<SharedRules?> Shared = new(() => SharedFolder.Find("crs") is { } folder ? SharedRules.Load(new() { Folder = folder, Mode = EngineMode.On }) : null);

    [Fact]
    public void They_take_less_than_150_MiB_more_than_one()
    {
        if (Shared.Value is not { } shared) return;
        List<RuleSet> kept = [Build(shared, SiteTexts.Any(Sites))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sites; i++) kept.Add(Build(shared, SiteTexts.Any(i)));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{bytes / (double)Sites / 1024:0.0} KiB a site, working set {Environment.WorkingSet >> 20} MiB");
        Assert.InRange(bytes, 1, MostBytes);
        GC.KeepAlive(kept);
    }

    [Fact]
    public void The_change_of_one_is_compiled_at_once()
    {
        if (Shared.Value is not { } shared) return;
        var times = new List<TimeSpan>();
        for (var i = 0; i < 100; i++)
        {
            var site = SiteTexts.Typical(i);
            var started = Stopwatch.GetTimestamp();
            Build(shared, site);
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        var median = times.Order().ElementAt(times.Count / 2);
        output.WriteLine($"median {median.TotalMilliseconds:0.00} ms, first {times[0].TotalMilliseconds:0.0} ms");
        // A machine that does much else must not fail it; from scratch it takes seconds there.
        Assert.True(median < TimeSpan.FromMilliseconds(200), $"{median.TotalMilliseconds} ms");
    }

    private static RuleSet Build(SharedRules shared, SiteRules site)
    {
        var built = shared.Build(site);
        Assert.True(built.Rules is not null, string.Join('\n', built.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error)));
        return built.Rules;
    }
}
