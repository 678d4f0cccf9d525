namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// What the automata of patterns take of the process's memory, and its bound. When the bound is passed, those that were not used for the longest time lose their
/// states, which they build anew when they are asked again.
/// </summary>
public sealed class PatternMemory
{
    /// <summary>
    /// 64 MiB: several times what all patterns of the Core Rule Set come to under traffic, so that a process only meets it when values are made to fill it.
    /// </summary>
    public const long DefaultLimit = 64 << 20;

    /// <summary>The most bytes of states for one pattern: 512 KiB. A hundredth of the whole, so that no pattern crowds out the others.</summary>
    public const int DefaultForEach = 512 << 10;

    // After passing the bound there is room again, or every new state would pass it.
    private const int PartToFree = 4;
    private const int FewestBeforeSweep = 1024;

    private readonly Lock _gate = new();
    private readonly List<WeakReference<LazyDfa>> _automata = [];
    private readonly long _limit;
    private int _sweepAt = FewestBeforeSweep;
    private long _bytes;
    private int _tick;

    /// <param name="limit">The most bytes of all states.</param>
    /// <param name="forEach">The most bytes of the states of one pattern.</param>
    public PatternMemory(long limit = DefaultLimit, int forEach = DefaultForEach)
    {
        _limit = limit;
        BytesForEach = forEach;
    }

    /// <summary>That of the process.</summary>
    public static PatternMemory Shared { get; } = new();

    /// <summary>The most bytes of the states of one pattern.</summary>
    public int BytesForEach { get; }

    /// <summary>The bytes that states take now. Counted anew at each call.</summary>
    public long BytesInUse => Living().Sum(a => (long)a.Bytes);

    /// <summary>The number of automata that have states.</summary>
    public int AutomatonCount => Living().Count(a => a.Bytes > 0);

    /// <summary>How often states of one automaton were dropped for the sake of the bound.</summary>
    public int Dropped { get; private set; }

    /// <summary>Goes up when states are built, so that it tells what was used before and after.</summary>
    internal int Tick => Volatile.Read(ref _tick);

    /// <summary>Counts an automaton in, as long as it lives.</summary>
    internal void Add(LazyDfa automaton)
    {
        lock (_gate)
        {
            if (_automata.Count >= _sweepAt)
            {
                _automata.RemoveAll(a => !a.TryGetTarget(out _));
                _sweepAt = Math.Max(FewestBeforeSweep, 2 * _automata.Count);
            }

            _automata.Add(new(automaton));
        }
    }

    /// <summary>Takes note of growth, and frees memory when that passes the bound. The caller holds no lock of an automaton.</summary>
    internal void Grew(long bytes)
    {
        Interlocked.Increment(ref _tick);
        if (Interlocked.Add(ref _bytes, bytes) > _limit) Free();
    }

    private void Free()
    {
        lock (_gate)
        {
            // What was freed without a word, by flushes and with patterns that are gone, is found out here.
            var noted = Interlocked.Read(ref _bytes);
            if (noted <= _limit) return;
            var automata = _automata.Select(a => a.TryGetTarget(out var living) ? living : null).OfType<LazyDfa>().OrderBy(a => a.UsedAt).ToList();
            var bytes = automata.Sum(a => (long)a.Bytes);
            if (bytes > _limit)
            {
                foreach (var automaton in automata)
                {
                    if (bytes <= _limit - (_limit / PartToFree)) break;
                    if (automaton.Bytes == 0) continue;
                    bytes -= automaton.Bytes;
                    automaton.Drop();
                    Dropped++;
                }
            }

            Interlocked.Add(ref _bytes, bytes - noted);
        }
    }

    private List<LazyDfa> Living()
    {
        lock (_gate) return [.. _automata.Select(a => a.TryGetTarget(out var living) ? living : null).OfType<LazyDfa>()];
    }
}
