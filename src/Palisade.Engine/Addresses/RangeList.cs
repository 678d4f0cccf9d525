namespace Palisade.Engine.Addresses;

/// <summary>Sorted ranges of numbers that do not overlap.</summary>
internal sealed class RangeList
{
    private readonly UInt128[] _first;
    private readonly UInt128[] _last;

    /// <summary>Sorts and merges the networks of one family.</summary>
    public RangeList(IEnumerable<Network> networks)
    {
        List<UInt128> first = [];
        List<UInt128> last = [];
        foreach (var network in networks.OrderBy(n => n.First))
        {
            if (last.Count > 0 && network.First <= last[^1])
            {
                last[^1] = UInt128.Max(last[^1], network.Last);
                continue;
            }

            first.Add(network.First);
            last.Add(network.Last);
        }

        (_first, _last) = ([.. first], [.. last]);
    }

    /// <summary>Whether a range holds the number.</summary>
    public bool Contains(UInt128 number)
    {
        var at = Array.BinarySearch(_first, number);
        if (at >= 0) return true;
        var before = ~at - 1;
        return before >= 0 && number <= _last[before];
    }
}
