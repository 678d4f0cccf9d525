using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>One demand of a <see cref="MatchCondition"/>: a value has one of these bytes, or one of these texts. Without any of both, no value meets it. Immutable.</summary>
public sealed class MatchGroup : IEquatable<MatchGroup>
{
    /// <summary>The longest text that is kept; of a longer one, its beginning.</summary>
    public const int LongestLiteral = 32;

    // What is taken for a value when chances are guessed: most are shorter, and the longer ones cost more.
    private const int TypicalLength = 40;

    // Rare among all that browsers and programs send, and in every page: what is asked of pages must not take them for rare.
    private static readonly HashSet<string> TagsOfPages = ["<html", "<html>", "<head", "<head>", "</head>", "<title", "<title>", "</title>", "<body", "<body>", "<h1", "<h1>", "</h1>"];

    // One letter in so many is a capital.
    private const double ShareOfCapitals = 1.0 / 16;

    private const int ShortText = 2;
    private const double CostOfShortText = 4;

    private const int MostToCompare = 4096;

    // In the place of marks where there are none.
    private static readonly MatchGroup Unmarked = new(ByteSet.Empty, []);

    // Not a number, or null, until it is asked for; two threads come to the same.
    private double _chance = double.NaN;
    private MatchGroup? _marks;
    private MatchGroup? _needed;

    private MatchGroup(ByteSet bytes, ImmutableArray<string> literals) => (Bytes, Literals) = (bytes.IgnoringCase(), literals);

    /// <summary>Bytes of which one is enough; of a letter both cases, so that what only changes the case of a value changes nothing that is asked of it.</summary>
    public ByteSet Bytes { get; }

    /// <summary>Texts of which one is enough, A to Z matching a to z: two bytes or more, one character for each, in lower case, in order, none inside another where that was cheap to tell.</summary>
    public ImmutableArray<string> Literals { get; }

    /// <summary>A guess at the share of ordinary values that meet it, 0 to 1.</summary>
    internal double Chance => double.IsNaN(_chance) ? _chance = Guess() : _chance;

    /// <summary>What it costs to come upon one of its texts: more for texts of two bytes with a letter, which take a search of their own.</summary>
    internal double CostOfSearch => Literals.Any(t => t.Length == ShortText && t.AsSpan().ContainsAnyInRange('a', 'z')) ? CostOfShortText : 1;

    /// <summary>A group of bytes.</summary>
    public static MatchGroup Of(ByteSet bytes) => new(bytes, []);

    /// <summary>A group of texts and bytes.</summary>
    /// <param name="texts">Not empty; one character for each byte, in any case. Those of one byte become bytes.</param>
    /// <param name="bytes">Bytes besides.</param>
    public static MatchGroup Of(IEnumerable<string> texts, ByteSet bytes = default)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Length == 1) bytes |= ByteSet.Of((byte)text[0]).IgnoringCase();
            else distinct.Add(TextSets.Fold(text[..Math.Min(text.Length, LongestLiteral)]));
        }

        if (distinct.Count == 0) return Of(bytes);
        var enough = FoldedBytes(bytes);
        if (enough.Length > 0) distinct.RemoveWhere(text => text.AsSpan().ContainsAny(enough));
        return new(bytes, distinct.WithoutLonger());
    }

    /// <summary>Bytes of which every value has one that meets this group, and few others have.</summary>
    internal MatchGroup Needed => Literals.IsEmpty ? this : _needed ??= Of(Cover());

    /// <summary>Bytes of which every value has one that meets this group, none of them part of words: of each text its rarest. Null where a text or a byte is a word.</summary>
    internal MatchGroup? Marks => ReferenceEquals(_marks ??= AsMarks() ?? Unmarked, Unmarked) ? null : _marks;

    /// <summary>Whether whatever meets this group meets another one too. May say false in vain.</summary>
    internal bool Implies(MatchGroup other)
    {
        if (!Bytes.IsSubsetOf(other.Bytes) || Literals.Length * other.Literals.Length > MostToCompare) return false;
        var enough = FoldedBytes(other.Bytes);
        return Literals.All(text => text.AsSpan().ContainsAny(enough) || other.Literals.Any(o => text.Contains(o, StringComparison.Ordinal)));
    }

    /// <summary>Whether a value meets it. The definition, for tests; <c>Scanner</c> is what runs.</summary>
    public bool IsMetBy(ReadOnlySpan<byte> value)
    {
        if (Bytes.Overlaps(ByteSet.Of(value))) return true;
        var folded = new char[value.Length];
        for (var i = 0; i < folded.Length; i++) folded[i] = value[i] is >= (byte)'A' and <= (byte)'Z' ? (char)(value[i] | 0x20) : (char)value[i];
        return Literals.Any(text => folded.AsSpan().IndexOf(text) >= 0);
    }

    /// <inheritdoc/>
    public bool Equals(MatchGroup? other) => other is not null && Bytes == other.Bytes && Literals.AsSpan().SequenceEqual(other.Literals.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MatchGroup);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Bytes, Literals.Length, Literals.IsEmpty ? 0 : StringComparer.Ordinal.GetHashCode(Literals[0]));

    /// <summary>The bytes and the texts, as <c>[3c,3e] | select</c>.</summary>
    public override string ToString() => string.Join(" | ", (Bytes.IsEmpty ? [] : new[] { $"[{Bytes}]" }).Concat(Literals));

    // Those texts first of which every byte is common: most others have one of what is taken for them.
    private ByteSet Cover()
    {
        var cover = Bytes;
        foreach (var (text, rarest) in Literals.Select(t => (t, WebText.Rarest(t))).OrderByDescending(t => WebText.Chance(t.Item2)))
        {
            if (!text.Any(c => cover.Contains((byte)c))) cover |= ByteSet.Of(rarest).IgnoringCase();
        }

        return cover;
    }

    private MatchGroup? AsMarks()
    {
        if (Bytes.Overlaps(NamedSets.Word)) return null;
        var marks = Bytes;
        foreach (var text in Literals)
        {
            if (RarestMark(text) is not { } mark) return null;
            marks |= ByteSet.Of(mark);
        }

        return marks.IsEmpty ? null : Of(marks);
    }

    private static byte? RarestMark(string text)
    {
        byte? rarest = null;
        foreach (var c in text)
        {
            if (!NamedSets.Word.Contains((byte)c) && (rarest is not { } known || WebText.Chance((byte)c) < WebText.Chance(known))) rarest = (byte)c;
        }

        return rarest;
    }

    private double Guess()
    {
        var chance = 0.0;
        foreach (var b in Bytes.Bytes) chance += ChanceOf(b);
        var texts = 0.0;
        foreach (var text in Literals) texts += TagsOfPages.Contains(text) ? 1.0 / TypicalLength : WebText.Chance(text);
        return 1 - Math.Exp(-TypicalLength * (chance + texts));
    }

    private double ChanceOf(byte value)
    {
        if (!char.IsAsciiLetterUpper((char)value)) return WebText.Chance(value);
        return Bytes.Contains((byte)(value | 0x20)) ? 0 : ShareOfCapitals * WebText.Chance(value);
    }

    // In lower case, of which a text cannot have one without meeting the group: letters only when both cases are there.
    private static string FoldedBytes(ByteSet bytes)
    {
        if (bytes.IsEmpty) return "";
        var folded = new List<char>();
        foreach (var b in bytes.Bytes)
        {
            var enough = char.IsAsciiLetterLower((char)b) ? bytes.Contains((byte)(b & ~0x20)) : !char.IsAsciiLetterUpper((char)b);
            if (enough) folded.Add((char)b);
        }

        return new([.. folded]);
    }
}
