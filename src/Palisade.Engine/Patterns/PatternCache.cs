using System.Collections.Concurrent;

namespace Palisade.Engine.Patterns;

/// <summary>
/// The patterns in use, by text and options, so that rule sets of many sites share them. It keeps none alive: a pattern goes when the last rule set that has
/// it goes.
/// </summary>
internal sealed class PatternCache
{
    private const int FewestBeforeSweep = 1024;

    private readonly ConcurrentDictionary<(string Text, BytePatternOptions Options), WeakReference<BytePattern>> _patterns = new();
    private int _sweepAt = FewestBeforeSweep;

    /// <summary>The number of entries, those of patterns that are gone included until the next sweep.</summary>
    public int Count => _patterns.Count;

    /// <summary>Answers the pattern in use, or compiles it. Faults are not kept.</summary>
    public BytePatternResult GetOrAdd(string text, BytePatternOptions options)
    {
        var key = (text, options);
        if (_patterns.TryGetValue(key, out var kept) && kept.TryGetTarget(out var pattern)) return new(pattern, null);

        var result = BytePattern.CompileAlone(text, options);
        if (result.Pattern is null) return result;
        if (_patterns.Count >= Volatile.Read(ref _sweepAt)) Sweep();
        var fresh = new WeakReference<BytePattern>(result.Pattern);
        // Two threads may have compiled the same text; the first that is stored wins.
        var stored = _patterns.AddOrUpdate(key, fresh, (_, old) => old.TryGetTarget(out var _) ? old : fresh);
        return stored.TryGetTarget(out var shared) ? new(shared, null) : result;
    }

    private void Sweep()
    {
        foreach (var (key, kept) in _patterns)
        {
            if (!kept.TryGetTarget(out _)) _patterns.TryRemove(KeyValuePair.Create(key, kept));
        }

        // Twice what is in use: the cost of sweeping stays a constant share of the cost of compiling.
        Volatile.Write(ref _sweepAt, Math.Max(FewestBeforeSweep, 2 * _patterns.Count));
    }
}
