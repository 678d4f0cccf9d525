using System.Diagnostics;

namespace Palisade.SecLang.Tests;

/// <summary>The OWASP Core Rule Set, unmodified.</summary>
public sealed class CoreRuleSetTests
{
    private static readonly Lazy<ParseResult> Loaded = new(Load);

    private static ParseResult Load()
    {
        var crs = Path.Combine(SharedFiles.Folder!, "crs");
        return RuleFiles.Load([Path.Combine(crs, "crs-setup.conf.example"), .. Directory.GetFiles(Path.Combine(crs, "rules"), "*.conf").Order(StringComparer.Ordinal)]);
    }

    [FactWithSharedFiles]
    public void It_has_no_fault() => Assert.Empty(Loaded.Value.Diagnostics);

    [FactWithSharedFiles]
    public void It_has_the_measured_number_of_each_directive()
    {
        var counts = Loaded.Value.Directives.CountBy(d => d.Name).ToDictionary(StringComparer.Ordinal);

        Assert.Equal(695, counts["SecRule"]);
        Assert.Equal(8, counts["SecAction"]);
        Assert.Equal(30, counts["SecMarker"]);
        Assert.Equal(55, counts["SecRuleUpdateTargetById"]);
        Assert.Equal(5, counts["SecDefaultAction"]);
        Assert.Equal(1, counts["SecComponentSignature"]);
        Assert.Equal(794, Loaded.Value.Directives.Count);
    }

    /// <summary>The best of some runs, because the machine does other things too.</summary>
    [FactWithSharedFiles]
    public void It_loads_within_300_milliseconds()
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 10 && best > TimeSpan.FromMilliseconds(100); run++)
        {
            var watch = Stopwatch.StartNew();
            Load();
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        Assert.InRange(best.TotalMilliseconds, 0, 300);
    }
}
