using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// Tells whether a value has a match, with one look-up for each byte. States are built when a search first comes to them, and kept within a budget; when it is
/// spent they are dropped and built anew. A search for which that happens too often goes on without keeping states.
/// </summary>
/// <remarks>Searches run at the same time without a lock; building a state takes one, for this pattern alone.</remarks>
internal sealed class LazyDfa
{
    private const int GivesUp = -1;
    private const int Nowhere = int.MaxValue;

    // A state that is not used ten times is not worth keeping. (RE2 draws the line at the same place.)
    private const int BytesForEachState = 10;
    // Stops that lie this close make passing over slower than reading; a search that meets so many of them reads on.
    private const int ShortPass = 6;
    private const int MostShortPasses = 6;

    private readonly Nfa _nfa;
    private readonly byte[] _classOf;
    private readonly bool _startsHere;
    private readonly PatternMemory _memory;
    private readonly long _mostSteps;
    private readonly Lock _gate = new();
    private volatile DfaCache? _cache;
    private int _usedAt;

    /// <param name="nfa">The automaton.</param>
    /// <param name="startsHere">Whether a match must start where the search does.</param>
    /// <param name="memory">Bounds the states of all patterns together.</param>
    /// <param name="mostSteps">The most instructions of the automaton to follow in a search for which keeping states is no use.</param>
    public LazyDfa(Nfa nfa, bool startsHere, PatternMemory memory, long mostSteps)
    {
        _startsHere = startsHere;
        _mostSteps = mostSteps;
        _nfa = nfa;
        _classOf = nfa.Classes.Map;
        _memory = memory;
        memory.Add(this);
    }

    /// <summary>The bytes its states take now.</summary>
    public int Bytes => _cache?.Bytes ?? 0;

    /// <summary>The number of states, three for bookkeeping among them.</summary>
    public int StateCount => _cache?.Count ?? 0;

    /// <summary>How often its states were dropped because they spent their budget.</summary>
    public int Flushes { get; private set; }

    /// <summary>The tick of <see cref="PatternMemory"/> at which it was last used.</summary>
    public int UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>Whether a match starts at a place, or after it unless it must start there.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="start">Where the search starts.</param>
    /// <param name="limitExceeded">Whether the search took more steps than it may; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int start, out bool limitExceeded) => IsMatch(value, start, out _, out limitExceeded);

    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte}, int, out bool)"/>
    /// <param name="known">The place where the answer was known.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int start, out int known, out bool limitExceeded)
    {
        var cache = Use();
        var row = cache.Initial[(int)_nfa.Classes.At(value, start)];
        return Search(value, start, Nowhere, ref cache, ref row, out known, out limitExceeded);
    }

    /// <summary>Whether a match starts at one of some places; null when that is not known.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="first">The first of the places.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="here">The same automaton, searching for matches that start where the search does.</param>
    public bool? StartsIn(ReadOnlySpan<byte> value, int first, int last, LazyDfa here)
    {
        var cache = Use();
        var row = cache.Initial[(int)_nfa.Classes.At(value, first)];
        if (Search(value, first, last, ref cache, ref row, out var known, out _)) return true;
        if (row == cache.Dead) return false;
        if (known == GivesUp) return null;
        Before before;
        ReadOnlyMemory<int> items;
        lock (_gate) (before, items) = cache.StateOf(row);
        return here.GoOn(value, last, before, items.Span);
    }

    // From a place to which a search has come with some items, and where the last matches may start.
    private bool? GoOn(ReadOnlySpan<byte> value, int place, Before before, ReadOnlySpan<int> items)
    {
        var cache = Use();
        int row, grown;
        lock (_gate)
        {
            grown = -cache.Bytes;
            row = cache.AddWithStart(before, items);
            grown += cache.Bytes;
        }

        if (grown > 0) _memory.Grew(grown);
        if (row < 0) return null;
        var found = Search(value, place, Nowhere, ref cache, ref row, out _, out var limitExceeded);
        return limitExceeded ? null : found;
    }

    private DfaCache Use()
    {
        // Before states are built: building may drop those of whoever was not used for long.
        if (_usedAt != _memory.Tick) Volatile.Write(ref _usedAt, _memory.Tick);
        return _cache ?? CreateCache();
    }

    /// <summary>Reads until the answer is known, or a place is come to.</summary>
    /// <param name="stop">That place: come to it, the answer is false and <paramref name="row"/> the state there. A search that keeps no states does not come to it, and <paramref name="known"/> is <see cref="GivesUp"/>.</param>
    private bool Search(ReadOnlySpan<byte> value, int place, int stop, ref DfaCache cache, ref int row, out int known, out bool limitExceeded)
    {
        limitExceeded = false;
        var classOf = _classOf;
        var table = cache.Table;
        // Rows up to this one ask for more than going on.
        var special = cache.SkipAhead?.LastRow ?? cache.Matched;
        var shortPasses = 0;
        var flushedAt = -1;
        var last = value.Length - 1;
        // The last byte is taken by itself: it may be another class there.
        var end = Math.Min(Math.Max(last, 0), stop);
        var i = place;
        while (true)
        {
            if (row <= special)
            {
                known = i;
                if (row <= cache.Matched) return row == cache.Matched;
                if (i < end)
                {
                    var passed = cache.SkipAhead!.Passed(value[i..end]);
                    i += passed;
                    if (passed > 0) row = cache.Initial[(int)_nfa.Classes.After(classOf[value[i - 1]])];
                    if (passed < ShortPass && ++shortPasses > MostShortPasses) special = cache.Matched;
                }
            }

            if (end - i >= Strands.FewestBytes && special == cache.Matched && !_startsHere) i = Strands.Read(table, cache, _nfa.Classes, value[..end], i, ref row);
            i = Read(table, classOf, value[..end], i, special, ref row);
            if (i == stop)
            {
                known = i;
                return false;
            }

            int byteClass;
            if (i < last) byteClass = classOf[value[i]];
            else byteClass = i == last ? _nfa.Classes.OfLast(value[i]) : _nfa.Classes.End;
            var next = table[row + byteClass];

            if (next == DfaCache.Unknown)
            {
                next = Step(ref cache, ref row, byteClass, i, ref flushedAt);
                known = stop == Nowhere ? value.Length : GivesUp;
                if (next == GivesUp) return stop == Nowhere && SearchOn(cache, row, value, i, out limitExceeded);
                table = cache.Table;
                if (special > cache.Matched) special = cache.SkipAhead?.LastRow ?? cache.Matched;
            }

            row = next;
            i++;
        }
    }

    /// <summary>Drops all states.</summary>
    public void Drop()
    {
        lock (_gate) _cache = null;
    }

    /// <summary>Takes steps until one leads to a special row, or the bytes end. Answers the place of the byte that was not taken.</summary>
    // Rows and classes are within the table by the way it is built, so that what waits for each step is one load.
    private static int Read(int[] table, byte[] classOf, ReadOnlySpan<byte> bytes, int place, int special, ref int row)
    {
        ref var steps = ref MemoryMarshal.GetArrayDataReference(table);
        ref var classes = ref MemoryMarshal.GetArrayDataReference(classOf);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var at = (nuint)(uint)row;
        var from = (nuint)(uint)place;
        var end = (nuint)(uint)bytes.Length;
        while (from < end)
        {
            nuint next = (uint)Unsafe.Add(ref steps, at + Unsafe.Add(ref classes, (nuint)Unsafe.Add(ref first, from)));
            if (next <= (uint)special) break;
            at = next;
            from++;
        }

        row = (int)at;
        return (int)from;
    }

    private DfaCache CreateCache()
    {
        DfaCache cache;
        lock (_gate)
        {
            if (_cache is { } made) return made;
            _cache = cache = new DfaCache(_nfa, _startsHere, _memory.BytesForEach);
        }

        _memory.Grew(cache.Bytes);
        return cache;
    }

    /// <summary>Works out a step that no search has come to yet.</summary>
    /// <param name="cache">Where the search is; changed when the states were dropped.</param>
    /// <param name="row">The state it is in; changed likewise.</param>
    /// <param name="byteClass">The class of the next byte.</param>
    /// <param name="place">Where it is in the value.</param>
    /// <param name="flushedAt">Where it was when it last dropped the states; -1 when it has not.</param>
    private int Step(ref DfaCache cache, ref int row, int byteClass, int place, ref int flushedAt)
    {
        if (SearchBudget.OfThread.Left <= 0) return GivesUp;
        int before, target;
        lock (_gate)
        {
            before = _cache?.Bytes ?? 0;
            if (!ReferenceEquals(_cache, cache)) MoveToCurrent(ref cache, ref row);
            target = cache.Table[row + byteClass];
            if (target != DfaCache.Unknown) return target;

            target = StepOf(cache, row, byteClass, cache);
            if (target >= 0)
            {
                cache.Set(row, byteClass, target);
            }
            else
            {
                if (flushedAt >= 0 && place - flushedAt < BytesForEachState * cache.Count) return GivesUp;
                flushedAt = place;
                Flushes++;
                var fresh = new DfaCache(_nfa, _startsHere, _memory.BytesForEach, cache);
                target = StepOf(cache, row, byteClass, fresh);
                _cache = cache = fresh;
            }
        }

        if (cache.Bytes > before) _memory.Grew(cache.Bytes - before);
        return target;
    }

    private bool SearchOn(DfaCache cache, int row, ReadOnlySpan<byte> value, int place, out bool limitExceeded)
    {
        Before before;
        ReadOnlyMemory<int> items;
        lock (_gate) (before, items) = cache.StateOf(row);
        var budget = SearchBudget.OfThread;
        var most = budget.Allow(_mostSteps);
        var found = new NfaSearch(_nfa, cache).IsMatch(value, place, before, items.Span, most, out var steps);
        budget.Spend(steps);
        limitExceeded = steps > most;
        return found;
    }

    /// <summary>Takes a search that reads replaced states to the current ones.</summary>
    private void MoveToCurrent(ref DfaCache cache, ref int row)
    {
        var (before, items) = cache.StateOf(row);
        var current = _cache ??= new DfaCache(_nfa, _startsHere, _memory.BytesForEach, cache);
        var moved = current.Add(before, matched: false, items.Span);
        if (moved < 0)
        {
            _cache = current = new DfaCache(_nfa, _startsHere, _memory.BytesForEach, current);
            moved = current.Add(before, matched: false, items.Span);
        }

        (cache, row) = (current, moved);
    }

    /// <summary>The row in <paramref name="target"/> that a byte leads to from a row of <paramref name="cache"/>; -1 when it does not fit.</summary>
    private int StepOf(DfaCache cache, int row, int byteClass, DfaCache target)
    {
        var (before, items) = cache.StateOf(row);
        var after = _nfa.Classes.After(byteClass);
        var walk = new NfaSearch(_nfa, cache).Step(before, items.Span, byteClass);
        SearchBudget.OfThread.Spend(walk.Steps);
        if (byteClass == _nfa.Classes.End) return walk.Matched ? target.Matched : target.Dead;
        walk.Sort();
        return target.Add(after, walk.Matched, walk.Items);
    }
}
