namespace Palisade.Engine.Addresses;

/// <summary>A range of IPv6 addresses, both ends included, in halves of 64 bits.</summary>
internal readonly record struct V6Range(ulong FirstHigh, ulong FirstLow, ulong LastHigh, ulong LastLow)
{
    /// <summary>From whole numbers.</summary>
    public V6Range(UInt128 first, UInt128 last)
        : this((ulong)(first >> 64), (ulong)first, (ulong)(last >> 64), (ulong)last)
    {
    }

    /// <summary>The first address.</summary>
    public UInt128 First => new(FirstHigh, FirstLow);

    /// <summary>The last address.</summary>
    public UInt128 Last => new(LastHigh, LastLow);

    /// <summary>Whether it begins at an address or before.</summary>
    public bool BeginsBy(ulong high, ulong low) => FirstHigh < high || (FirstHigh == high && FirstLow <= low);
}

/// <summary>Ranges of IPv6 addresses, merged and sorted.</summary>
internal sealed class V6Ranges
{
    private const int FewRanges = 8;

    private readonly V6Range[] _ranges;

    private readonly RangeIndex _index;

    private V6Ranges(V6Range[] ranges)
    {
        _ranges = ranges;
        _index = new([.. ranges.Select(r => r.FirstHigh)]);
    }

    /// <summary>How many there are.</summary>
    public int Count => _ranges.Length;

    /// <summary>Sorts and merges.</summary>
    public static V6Ranges Of(List<V6Range> ranges)
    {
        var sorted = ranges.ToArray();
        Array.Sort(sorted, static (a, b) => a.First.CompareTo(b.First));
        var count = 0;
        foreach (var range in sorted)
        {
            if (count > 0 && Touches(sorted[count - 1], range)) sorted[count - 1] = new(sorted[count - 1].First, UInt128.Max(sorted[count - 1].Last, range.Last));
            else sorted[count++] = range;
        }

        return new(sorted.AsSpan(0, count).ToArray());
    }

    /// <summary>Whether one of them holds the address.</summary>
    public bool Contains(ulong high, ulong low)
    {
        if (_ranges.Length == 0) return false;

        var (from, to) = _index.Find(high);
        while (to - from > FewRanges)
        {
            var middle = (int)((uint)(from + to) >> 1);
            if (_ranges[middle].BeginsBy(high, low)) from = middle + 1;
            else to = middle;
        }

        while (from < to && _ranges[from].BeginsBy(high, low)) from++;
        if (from == 0) return false;

        ref readonly var found = ref _ranges[from - 1];
        return found.LastHigh > high || (found.LastHigh == high && found.LastLow >= low);
    }

    // Overlapping, or neighbours: behind the highest address there is none.
    private static bool Touches(V6Range before, V6Range next) => before.Last == UInt128.MaxValue || next.First <= before.Last + 1;
}
