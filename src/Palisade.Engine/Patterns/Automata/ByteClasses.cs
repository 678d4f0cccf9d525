using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// What a pattern can tell apart of what comes next: classes of bytes, a line feed that ends the value, and the end. Where anchors need it, line feeds and
/// word bytes have classes of their own.
/// </summary>
internal sealed class ByteClasses
{
    private readonly byte[] _classOf = new byte[256];
    private readonly Before[] _after;
    private readonly bool[] _words;
    private readonly ulong[] _masks;
    private readonly int _maskWords;

    /// <param name="sets">The sets that instructions name, by number.</param>
    /// <param name="anchors">The anchors that stand in the pattern.</param>
    public ByteClasses(IReadOnlyList<ByteSet> sets, IReadOnlySet<Anchor> anchors)
    {
        var seesWords = anchors.Contains(Anchor.WordBoundary) || anchors.Contains(Anchor.NotWordBoundary);
        var seesLineStarts = anchors.Contains(Anchor.LineStart);
        var seesLineFeeds = seesLineStarts || anchors.Contains(Anchor.LineEnd) || anchors.Contains(Anchor.SubjectEndOrFinalLineFeed);
        SeesStart = seesLineStarts || anchors.Contains(Anchor.SubjectStart);

        var count = 1;
        if (seesWords) Split(NamedSets.Word, ref count);
        if (seesLineFeeds) Split(ByteSet.Of((byte)'\n'), ref count);
        foreach (var set in sets) Split(set, ref count);

        LineFeed = _classOf['\n'];
        FinalLineFeed = seesLineFeeds ? count++ : LineFeed;
        End = count;
        Count = count + 1;
        SeesLineFeeds = seesLineFeeds;

        _after = new Before[Count];
        _words = new bool[Count];
        if (seesLineStarts) _after[LineFeed] = Before.LineFeed;
        if (seesWords) MarkWords();
        _maskWords = (Count + 63) / 64;
        _masks = new ulong[sets.Count * _maskWords];
        for (var set = 0; set < sets.Count; set++) WriteMask(sets[set], _masks.AsSpan(set * _maskWords, _maskWords));
    }

    /// <summary>The number of classes, the final line feed and the end among them.</summary>
    public int Count { get; }

    /// <summary>The class of the end of the value: the last.</summary>
    public int End { get; }

    /// <summary>The class of a line feed that ends the value; that of other line feeds where it makes no difference.</summary>
    public int FinalLineFeed { get; }

    /// <summary>The class of a line feed.</summary>
    public int LineFeed { get; }

    /// <summary>Whether the pattern can tell the start of the value from the place after a byte of no special kind.</summary>
    public bool SeesStart { get; }

    /// <summary>The class of each of the 256 bytes.</summary>
    public byte[] Map => _classOf;

    private bool SeesLineFeeds { get; }

    /// <summary>The class of a byte that ends the value.</summary>
    public int OfLast(byte value) => value == '\n' ? FinalLineFeed : _classOf[value];

    /// <summary>What a byte of a class is to the place after it.</summary>
    public Before After(int byteClass) => _after[byteClass];

    /// <summary>Whether the pattern tells a kind apart from others.</summary>
    public bool CanBeAfter(Before before) => Array.IndexOf(_after, before) >= 0;

    /// <summary>What is before a place of a value.</summary>
    public Before At(ReadOnlySpan<byte> value, int place)
    {
        if (place == 0) return SeesStart ? Before.Nothing : Before.Other;
        return _after[place == value.Length ? OfLast(value[place - 1]) : _classOf[value[place - 1]]];
    }

    /// <summary>The class of what follows a place of a value.</summary>
    public int Next(ReadOnlySpan<byte> value, int place)
    {
        if (place >= value.Length) return End;
        return place == value.Length - 1 ? OfLast(value[place]) : _classOf[value[place]];
    }

    /// <summary>Whether the bytes of a class are in a set.</summary>
    public bool Contains(int set, int byteClass) => (_masks[(set * _maskWords) + (byteClass >> 6)] >> byteClass & 1) != 0;

    /// <summary>Whether an anchor holds between what is before and a byte of a class.</summary>
    /// <param name="anchor">The anchor.</param>
    /// <param name="before">What is before.</param>
    /// <param name="next">The class of what follows.</param>
    public bool Holds(Anchor anchor, Before before, int next) => anchor switch
    {
        Anchor.LineEnd => next == End || next == LineFeed || next == FinalLineFeed,
        Anchor.SubjectEnd => next == End,
        Anchor.SubjectEndOrFinalLineFeed => next == End || next == FinalLineFeed,
        Anchor.WordBoundary => before == Before.Word != _words[next],
        Anchor.NotWordBoundary => before == Before.Word == _words[next],
        _ => HoldsAfter(anchor, before),
    };

    /// <summary>Whether an anchor that does not ask for what follows holds.</summary>
    public static bool HoldsAfter(Anchor anchor, Before before) => anchor switch
    {
        Anchor.SubjectStart => before == Before.Nothing,
        // That a line feed at the very end starts no line is in the kinds: only one with more after it is a line feed.
        Anchor.LineStart => before is Before.Nothing or Before.LineFeed,
        _ => throw new InvalidOperationException($"{anchor} asks for what follows."),
    };

    /// <summary>Whether an anchor asks for what follows.</summary>
    public static bool AsksForNext(Anchor anchor) =>
        anchor is Anchor.LineEnd or Anchor.SubjectEnd or Anchor.SubjectEndOrFinalLineFeed or Anchor.WordBoundary or Anchor.NotWordBoundary;

    /// <summary>Divides the classes so that each is all in a set or all out of it.</summary>
    private void Split(ByteSet set, ref int count)
    {
        Span<short> inside = stackalloc short[256];
        Span<bool> outside = stackalloc bool[256];
        inside.Fill(-1);
        outside.Clear();
        for (var b = 0; b < 256; b++)
        {
            if (!set.Contains((byte)b)) outside[_classOf[b]] = true;
        }

        for (var b = 0; b < 256; b++)
        {
            var old = _classOf[b];
            if (!outside[old] || !set.Contains((byte)b)) continue;
            if (inside[old] < 0) inside[old] = (short)count++;
            _classOf[b] = (byte)inside[old];
        }
    }

    private void MarkWords()
    {
        foreach (var b in NamedSets.Word.Bytes)
        {
            _words[_classOf[b]] = true;
            _after[_classOf[b]] = Before.Word;
        }
    }

    private void WriteMask(ByteSet set, Span<ulong> mask)
    {
        foreach (var b in set.Bytes) mask[_classOf[b] >> 6] |= 1UL << _classOf[b];
        if (SeesLineFeeds && set.Contains((byte)'\n')) mask[FinalLineFeed >> 6] |= 1UL << FinalLineFeed;
    }
}
