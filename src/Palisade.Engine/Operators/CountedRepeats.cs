using System.Buffers;

namespace Palisade.Engine.Operators;

/// <summary>How often the counted repeats of a pattern could multiply each other.</summary>
/// <remarks>.NET's engine looks at its time limit too rarely inside nested counted repeats: <c>((a?){9}){9}…</c> ten deep runs for minutes under a limit of 100 ms.</remarks>
internal static class CountedRepeats
{
    private static readonly SearchValues<byte> Inside = SearchValues.Create("0123456789, "u8);

    /// <summary>The product of the highest counts of all <c>{n}</c>, <c>{n,}</c> and <c>{n,m}</c> in the text, nested or not; stops growing past 2^60.</summary>
    public static long Product(ReadOnlySpan<byte> pattern)
    {
        var product = 1L;
        for (var at = pattern.IndexOf((byte)'{'); at >= 0; at = pattern.IndexOf((byte)'{'))
        {
            pattern = pattern[(at + 1)..];
            var end = pattern.IndexOfAnyExcept(Inside);
            if (end <= 0 || pattern[end] != '}') continue;
            product *= Math.Clamp(Highest(pattern[..end]), 1, 1 << 20);
            if (product > 1L << 40) return 1L << 60;
        }

        return product;
    }

    private static long Highest(ReadOnlySpan<byte> counts)
    {
        var comma = counts.IndexOf((byte)',');
        var first = DecimalNumber.Parse(comma < 0 ? counts : counts[..comma]);
        return comma < 0 ? first : Math.Max(first, DecimalNumber.Parse(counts[(comma + 1)..]));
    }
}
