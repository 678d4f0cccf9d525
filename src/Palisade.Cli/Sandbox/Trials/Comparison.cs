using Palisade.Cli.Sandbox.Samples;
using Palisade.Protection.Tenants;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>What a change means for sample requests.</summary>
internal static class Comparison
{
    /// <summary>What would now be blocked, and what is no longer.</summary>
    public static IEnumerable<SampleChange> Of(string site, IReadOnlyList<Sample> samples, IReadOnlyList<Fared> then, IReadOnlyList<Fared> now)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            if (then[i].IsBlocked == now[i].IsBlocked) continue;
            var blocks = now[i].IsBlocked;
            yield return new(site, samples[i].Name, blocks, samples[i].Ordinary, blocks ? now[i].Rules : then[i].Rules);
        }
    }

    /// <summary>A fault of the engine that was not there before; null for none.</summary>
    public static string? Fault(ReadySite site, IReadOnlyList<Sample> samples, IReadOnlyList<Fared> now, IReadOnlyList<Fared>? then)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            if (now[i].EngineFault is { } fault && then?[i].EngineFault is null)
                return $"The engine fails on the sample '{samples[i].Name}' at site {site.Key.Local.Namespace}/{site.Key.Local.Name} ({fault}): a gateway would answer 503.";
        }

        return null;
    }
}
