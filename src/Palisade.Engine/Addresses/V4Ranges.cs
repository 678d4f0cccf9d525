namespace Palisade.Engine.Addresses;

/// <summary>Ranges of IPv4 addresses, merged and sorted.</summary>
internal sealed class V4Ranges
{
    // So many lie in two lines of the cache.
    private const int FewRanges = 16;

    // First address in the upper half, last one in the lower: found and judged with one read of memory.
    private readonly ulong[] _ranges;

    private readonly RangeIndex _index;

    private V4Ranges(ulong[] ranges)
    {
        _ranges = ranges;
        _index = new(ranges);
    }

    /// <summary>How many there are.</summary>
    public int Count => _ranges.Length;

    /// <summary>Sorts and merges.</summary>
    public static V4Ranges Of(List<ulong> ranges)
    {
        var sorted = ranges.ToArray();
        Array.Sort(sorted);
        var count = 0;
        foreach (var range in sorted)
        {
            // Overlapping the one before, or its neighbour. The longer end holds.
            if (count > 0 && range >> 32 <= (sorted[count - 1] & uint.MaxValue) + 1) sorted[count - 1] = Math.Max(sorted[count - 1] & uint.MaxValue, range & uint.MaxValue) | (sorted[count - 1] & ~(ulong)uint.MaxValue);
            else sorted[count++] = range;
        }

        return new(sorted.AsSpan(0, count).ToArray());
    }

    /// <summary>Whether one of them holds the address.</summary>
    public bool Contains(uint address)
    {
        if (_ranges.Length == 0) return false;

        var (low, high) = _index.Find((ulong)address << 32);
        // The last range that begins at or before the address: one of these, or the one before them.
        while (high - low > FewRanges)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (_ranges[middle] >> 32 <= address) low = middle + 1;
            else high = middle;
        }

        while (low < high && _ranges[low] >> 32 <= address) low++;
        return low > 0 && (uint)_ranges[low - 1] >= address;
    }
}
