using Palisade.Bench.SideBySide.Cases;
using Palisade.Bench.SideBySide.Measuring;
using Palisade.Bench.SideBySide.Servers;

namespace Palisade.Bench.SideBySide.Reporting;

/// <summary>A case as it was measured, and what it shows.</summary>
internal sealed record CaseResult(Case Case, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>CPU of nginx with libmodsecurity over that of Palisade; null where there are no rules to compare.</summary>
    public double? TimesLessThanModSecurity => Measurements.FirstOrDefault(m => m.Server == Contest.ModSecurity)?.Processor / Of(Contest.Palisade).Processor;

    /// <summary>CPU of Palisade with its own protection over that with the Core Rule Set; null where there are no rules to compare.</summary>
    public double? OwnOverCoreRules => Measurements.FirstOrDefault(m => m.Server == Contest.BuiltIn)?.Processor / Of(Contest.Palisade).Processor;

    /// <summary>CPU of Palisade over that of bare YARP.</summary>
    public double TimesBareProxy => Of(Contest.Palisade).Processor / Of(Contest.Yarp).Processor;

    /// <summary>99th percentile of Palisade over that of bare YARP.</summary>
    public double TimesBareLatency => Of(Contest.Palisade).P99 / Of(Contest.Yarp).P99;

    /// <summary>Each floor of the case with what was measured.</summary>
    public IEnumerable<FloorResult> Floors
    {
        get
        {
            if (TimesLessThanModSecurity is { } times) yield return new(Case.Name, "CPU, nginx + libmodsecurity / Palisade", AtLeast: true, Case.Floors.TimesLessThanModSecurity, times);
            if (OwnOverCoreRules is { } own) yield return new(Case.Name, "CPU, own protection / Core Rule Set", AtLeast: false, 1, own);
            if (Case.Floors.TimesBareProxy is { } most) yield return new(Case.Name, "CPU, Palisade / bare YARP", AtLeast: false, most, TimesBareProxy);
            yield return new(Case.Name, "p99 at half load, Palisade / bare YARP", AtLeast: false, Case.Floors.TimesBareLatency, TimesBareLatency);
        }
    }

    private Measurement Of(string server) => Measurements.Single(m => m.Server == server);
}

/// <summary>A promise and what became of it.</summary>
/// <param name="AtLeast">True when <paramref name="Measured"/> may not be below <paramref name="Floor"/>, false when it may not be above.</param>
internal sealed record FloorResult(string Case, string What, bool AtLeast, double Floor, double Measured)
{
    /// <summary>Whether it was kept.</summary>
    public bool Kept => AtLeast ? Measured >= Floor : Measured <= Floor;
}
