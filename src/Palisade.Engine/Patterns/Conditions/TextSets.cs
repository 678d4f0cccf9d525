using System.Collections.Immutable;
using System.Numerics;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>Sets of texts in lower case, one character for each byte. A set without members matches nothing; the set of the empty text matches everything.</summary>
internal static class TextSets
{
    /// <summary>The most texts of a set.</summary>
    public const int MostTexts = 512;

    // Joining pays while texts are few or short: behind four bytes or so another one tells little.
    private const int FewTexts = 24;
    private const double EnoughBits = 20;

    // Above it, finding what is inside what costs more than it gains.
    private const int MostToCompare = 256;
    private const int ShortText = 4;

    // How many kinds of first two bytes are told apart; a power of two.
    private const int Starts = 256;

    /// <summary>The set of the empty text.</summary>
    public static string[] OnlyEmpty { get; } = [""];

    /// <summary>A text with A to Z as a to z, and nothing else changed.</summary>
    // Not ToLowerInvariant: to it, bytes above 0x7F are letters.
    public static string Fold(string text) => text.AsSpan().ContainsAnyInRange('A', 'Z')
        ? string.Create(text.Length, text, static (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++) folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        })
        : text;

    /// <summary>Whether every text has a byte, so that asking for one of them says something.</summary>
    public static bool IsUseful(this string[] texts) => !Array.Exists(texts, t => t.Length == 0);

    /// <summary>Each head with each tail behind it; null when that would be too many, too long, or more than is worth having.</summary>
    public static string[]? Join(string[] heads, string[] tails)
    {
        if (tails is [""]) return heads;
        if (heads is [""]) return tails;
        var count = (long)heads.Length * tails.Length;
        if (count > MostTexts || (count > FewTexts && heads.Length > 1 && tails.Length > 1 && (Suffices(heads) || Suffices(tails)))) return null;
        var joined = new string[count];
        for (var i = 0; i < joined.Length; i++)
        {
            joined[i] = heads[i / tails.Length] + tails[i % tails.Length];
            if (joined[i].Length > MatchGroup.LongestLiteral) return null;
        }

        return joined;
    }

    /// <summary>The texts of all sets; null when they are too many.</summary>
    public static string[]? Union(IEnumerable<string[]> sets)
    {
        var union = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets) union.UnionWith(set);
        return union.Count <= MostTexts ? [.. union] : null;
    }

    /// <summary>The texts in order, but for those that hold another one: all of them in a small set, in a big one those that hold a short one.</summary>
    /// <param name="texts">Of two bytes to <see cref="MatchGroup.LongestLiteral"/>.</param>
    public static ImmutableArray<string> WithoutLonger(this HashSet<string> texts)
    {
        var longest = texts.Count <= MostToCompare ? MatchGroup.LongestLiteral : ShortText;
        // By their first two bytes, how long the texts are: one bit for each length.
        Span<ulong> lengths = stackalloc ulong[Starts];
        lengths.Clear();
        foreach (var text in texts)
        {
            if (text.Length <= longest) lengths[StartOf(text, 0)] |= 1UL << text.Length;
        }

        var kept = new List<string>(texts.Count);
        var lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            if (!HoldsAnother(text, lengths, lookup)) kept.Add(text);
        }

        kept.Sort(StringComparer.Ordinal);
        return [.. kept];
    }

    private static bool HoldsAnother(string text, ReadOnlySpan<ulong> lengths, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> texts)
    {
        for (var at = 0; at + 1 < text.Length; at++)
        {
            for (var some = lengths[StartOf(text, at)]; some != 0; some &= some - 1)
            {
                var length = BitOperations.TrailingZeroCount(some);
                if (length < text.Length && at + length <= text.Length && texts.Contains(text.AsSpan(at, length))) return true;
            }
        }

        return false;
    }

    private static int StartOf(string text, int at) => ((text[at] * 31) + text[at + 1]) & (Starts - 1);

    /// <summary>Whether each text is so rare that another byte tells little.</summary>
    public static bool Suffices(string[] texts) => Array.TrueForAll(texts, t => WebText.Bits(t) > EnoughBits);
}
