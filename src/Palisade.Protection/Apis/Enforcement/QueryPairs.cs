using Palisade.Engine.Bodies;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>The pairs of a query, and which of them some parameter took.</summary>
internal sealed class QueryPairs
{
    private readonly List<(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Raw, bool Taken)> _pairs = [];

    /// <summary>How many there are.</summary>
    public int Count => _pairs.Count;

    /// <summary>Cuts a query; names are decoded, values are not, so that what separates items in them can be told from what was escaped.</summary>
    public static QueryPairs Of(ReadOnlyMemory<byte> query)
    {
        var pairs = new QueryPairs();
        var invalid = false;
        while (!query.IsEmpty)
        {
            var end = query.Span.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            if (pair.IsEmpty) continue;
            var equals = pair.Span.IndexOf((byte)'=');
            pairs._pairs.Add((UrlDecoding.Decode(equals < 0 ? pair : pair[..equals], ref invalid), equals < 0 ? default : pair[(equals + 1)..], false));
        }

        return pairs;
    }

    /// <summary>The values of a name, undecoded; they count as taken.</summary>
    public List<ReadOnlyMemory<byte>> Take(ReadOnlySpan<byte> name)
    {
        var values = new List<ReadOnlyMemory<byte>>(1);
        for (var i = 0; i < _pairs.Count; i++)
        {
            if (!_pairs[i].Name.Span.SequenceEqual(name)) continue;
            _pairs[i] = _pairs[i] with { Taken = true };
            values.Add(_pairs[i].Raw);
        }

        return values;
    }

    /// <summary>A pair by its number.</summary>
    public (ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Raw, bool Taken) this[int at] => _pairs[at];

    /// <summary>Says that some parameter took a pair.</summary>
    public void Taken(int at) => _pairs[at] = _pairs[at] with { Taken = true };

    /// <summary>The names that nothing took.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Untaken()
    {
        foreach (var (name, _, taken) in _pairs)
        {
            if (!taken) yield return name;
        }
    }
}
