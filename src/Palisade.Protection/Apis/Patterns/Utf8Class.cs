using System.Text;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>Writes a set of code points as a pattern over the bytes of valid UTF-8.</summary>
internal static class Utf8Class
{
    /// <summary>Any one code point above 0x7F. Where the input is valid UTF-8 nothing else starts with such a byte, and nothing starts with one that follows.</summary>
    private const string AnyBeyondAscii = @"[\xc2-\xf4][\x80-\xbf]+";

    /// <summary>The pattern, one group.</summary>
    public static string Of(CodePointSet set)
    {
        var ascii = new StringBuilder();
        var beyond = new List<(int From, int To)>();
        foreach (var (from, to) in set.Ranges)
        {
            if (from < 0x80) Range(ascii, from, Math.Min(to, 0x7F));
            if (to >= 0x80) beyond.Add((Math.Max(from, 0x80), to));
        }

        var choices = new List<string>();
        if (ascii.Length > 0) choices.Add($"[{ascii}]");
        if (beyond is [(0x80, CodePointSet.Last)]) choices.Add(AnyBeyondAscii);
        else choices.AddRange(Merged(beyond));
        return choices.Count switch
        {
            // What no code point fulfils.
            0 => @"(?:[^\x00-\xff])",
            1 when beyond.Count == 0 => choices[0],
            _ => $"(?:{string.Join('|', choices)})",
        };
    }

    private static void Range(StringBuilder into, int from, int to)
    {
        into.Append($@"\x{from:x2}");
        if (to > from) into.Append($@"-\x{to:x2}");
    }

    /// <summary>Sequences that differ in their last byte only become one.</summary>
    private static IEnumerable<string> Merged(List<(int From, int To)> ranges)
    {
        var (head, tail) = ("", new StringBuilder());
        foreach (var bytes in ranges.SelectMany(r => Sequences(r.From, r.To)))
        {
            var start = string.Concat(bytes[..^1].Select(b => Class(b.From, b.To)));
            if (tail.Length > 0 && start != head)
            {
                yield return $"{head}[{tail}]";
                tail.Clear();
            }

            head = start;
            Range(tail, bytes[^1].From, bytes[^1].To);
        }

        if (tail.Length > 0) yield return $"{head}[{tail}]";
    }

    private static string Class(int from, int to) => from == to ? $@"\x{from:x2}" : $@"[\x{from:x2}-\x{to:x2}]";

    /// <summary>A range of code points as sequences of byte ranges, in order.</summary>
    private static IEnumerable<(int From, int To)[]> Sequences(int from, int to)
    {
        var waiting = new Stack<(int From, int To)>();
        waiting.Push((from, to));
        while (waiting.TryPop(out var range))
        {
            var split = Split(range.From, range.To);
            if (split > 0)
            {
                waiting.Push((split, range.To));
                waiting.Push((range.From, split - 1));
                continue;
            }

            var (first, last) = (Encode(range.From), Encode(range.To));
            var bytes = new (int, int)[first.Length];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (first[i], last[i]);
            yield return bytes;
        }
    }

    /// <summary>Where a range has to be cut so that each half has one length and full ranges of following bytes; 0 when nowhere.</summary>
    private static int Split(int from, int to)
    {
        foreach (var limit in (ReadOnlySpan<int>)[0x80, 0x800, 0x10000])
        {
            if (from < limit && to >= limit) return limit;
        }

        for (var bits = 6; bits < 24 && from >> bits != to >> bits; bits += 6)
        {
            var mask = (1 << bits) - 1;
            if ((from & mask) != 0) return (from | mask) + 1;
            if ((to & mask) != mask) return to & ~mask;
        }

        return 0;
    }

    /// <summary>UTF-8 as it would be, for surrogates, too: no valid text has them.</summary>
    private static int[] Encode(int point) => point switch
    {
        < 0x80 => [point],
        < 0x800 => [0xC0 | (point >> 6), 0x80 | (point & 0x3F)],
        < 0x10000 => [0xE0 | (point >> 12), 0x80 | ((point >> 6) & 0x3F), 0x80 | (point & 0x3F)],
        _ => [0xF0 | (point >> 18), 0x80 | ((point >> 12) & 0x3F), 0x80 | ((point >> 6) & 0x3F), 0x80 | (point & 0x3F)],
    };
}
