namespace Palisade.Protection;

/// <summary>What was built for sites, by what they say, for as long as one of them uses it. For any number of threads.</summary>
internal sealed class BuiltSites
{
    private const int FirstSweep = 64;

    private readonly Dictionary<SiteRules, WeakReference<BuiltProtection>> _known = [];

    // A site keeps its rules and not what was said of them: with this, the one lives as long as the other.
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<Engine.Programs.RuleSet, BuiltProtection> _alive = [];
    private int _sweepAt = FirstSweep;

    /// <summary>What is known of a site that says the same, or what is built now. Rules with faults are not kept.</summary>
    public BuiltProtection Find(SiteRules site, Func<SiteRules, BuiltProtection> build)
    {
        lock (_known)
        {
            if (_known.TryGetValue(site, out var weak) && weak.TryGetTarget(out var known)) return known;
        }

        // Two at once may build the same: that is rare, and better than that all wait.
        var built = build(site);
        if (built.Rules is null) return built;
        lock (_known)
        {
            if (_known.TryGetValue(site, out var weak) && weak.TryGetTarget(out var first)) return first;
            _known[site] = new(built);
            _alive.AddOrUpdate(built.Rules, built);
            if (_known.Count >= _sweepAt) Sweep();
            return built;
        }
    }

    private void Sweep()
    {
        foreach (var (gone, _) in _known.Where(k => !k.Value.TryGetTarget(out _))) _known.Remove(gone);
        _sweepAt = Math.Max(FirstSweep, _known.Count * 2);
    }
}
