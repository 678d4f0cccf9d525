using System.Buffers;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>Passes over bytes that lead from an idle state of a <see cref="DfaCache"/> to an idle state, many at a time.</summary>
internal sealed class SkipAhead
{
    // A stop at one byte in eight costs as much as reading the eight.
    private const double MostStops = 0.12;

    private readonly SearchValues<byte> _stops;

    private SkipAhead(SearchValues<byte> stops, int lastRow)
    {
        _stops = stops;
        LastRow = lastRow;
    }

    /// <summary>The row of the last state that bytes may be passed over in; <see cref="DfaCache.FirstLive"/> is the first.</summary>
    public int LastRow { get; }

    /// <summary>How many bytes can be passed over.</summary>
    public int Passed(ReadOnlySpan<byte> bytes)
    {
        var stop = bytes.IndexOfAny(_stops);
        return stop < 0 ? bytes.Length : stop;
    }

    /// <summary>Works out the bytes to stop at; null when they would be too many.</summary>
    public static SkipAhead? Over(DfaCache cache, ByteClasses classes)
    {
        if (cache.Initial[(int)Before.Other] != cache.FirstLive) return null;

        var ofAll = new List<byte>();
        var ofFirst = new List<byte>();
        for (var b = 0; b < 256; b++)
        {
            var byteClass = classes.Map[b];
            if (Leaves(cache, classes, Before.Other, byteClass) || classes.After(byteClass) != Before.Other) ofFirst.Add((byte)b);
            for (var before = Before.Other; before < Before.Nothing; before++)
            {
                if (cache.Initial[(int)before] == cache.Dead || !Leaves(cache, classes, before, byteClass)) continue;
                ofAll.Add((byte)b);
                break;
            }
        }

        // Either bytes that lead from any idle state to any, or those that stay in the first.
        var all = ofAll.Sum(Share) <= ofFirst.Sum(Share);
        var stops = all ? ofAll : ofFirst;
        if (stops.Sum(Share) > MostStops) return null;
        return new SkipAhead(SearchValues.Create([.. stops]), all ? cache.Initial[..(int)Before.Nothing].Max() : cache.FirstLive);
    }

    private static bool Leaves(DfaCache cache, ByteClasses classes, Before before, int byteClass)
    {
        var after = cache.StartsAfter(classes.After(byteClass));
        return after.AlwaysMatch || cache.StartsAfter(before).Step(byteClass, after).Length > 0;
    }

    // The share of a byte in what is inspected, roughly: letters make up most of it, then digits and the marks of URLs and headers.
    private static double Share(byte value) => char.ToLowerInvariant((char)value) switch
    {
        'e' or 't' or 'a' or 'o' or 'i' or 'n' or 's' or 'r' => value >= 'a' ? 0.06 : 0.005,
        >= 'a' and <= 'z' => value >= 'a' ? 0.02 : 0.003,
        >= '0' and <= '9' or ' ' or '/' or '.' or '-' or '=' or '&' or '_' => 0.02,
        >= '!' and <= '~' => 0.004,
        _ => 0.0005,
    };
}
