namespace Palisade.Engine.Scanning;

/// <summary>Texts of two bytes that a <see cref="PairFilter"/> does not tell apart.</summary>
/// <param name="First">The halves of their first bytes.</param>
/// <param name="Second">Those of their second bytes.</param>
/// <param name="IsOne">Whether it is one text.</param>
internal readonly record struct PairBucket(ByteHalves First, ByteHalves Second, bool IsOne)
{
    // How often a place of ordinary text looks like one of them.
    private double Chance => First.Chance * Second.Chance;

    /// <summary>Puts texts into buckets, so that few places of ordinary text look like one of them.</summary>
    /// <param name="texts">Of two characters, one for each byte, in lower case.</param>
    /// <param name="most">The most buckets.</param>
    public static IReadOnlyList<PairBucket> Of(IEnumerable<string> texts, int most)
    {
        // The most likely ones get a bucket each, half of which they keep to themselves; of the others each goes where it adds least.
        var buckets = new List<PairBucket>(most);
        foreach (var text in texts.Select(t => new PairBucket(ByteHalves.Of((byte)t[0]), ByteHalves.Of((byte)t[1]), true)).OrderByDescending(t => t.Chance))
        {
            if (buckets.Count < most)
            {
                buckets.Add(text);
                continue;
            }

            var best = Enumerable.Range(most / 2, most - (most / 2)).MinBy(i => buckets[i].With(text).Chance - buckets[i].Chance);
            buckets[best] = buckets[best].With(text);
        }

        return buckets;
    }

    private PairBucket With(PairBucket other) => new(First.With(other.First), Second.With(other.Second), false);
}
