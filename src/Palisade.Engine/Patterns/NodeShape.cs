using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>What a part of a pattern can match, roughly, and never too little.</summary>
/// <param name="Possible">False only when it can match nothing.</param>
/// <param name="Minimum">The fewest bytes, saturating.</param>
/// <param name="First">The bytes that a match of one byte or more can start with.</param>
/// <param name="Last">The bytes that such a match can end with.</param>
internal sealed record NodeShape(bool Possible, int Minimum, ByteSet First, ByteSet Last)
{
    /// <summary>Nothing is known.</summary>
    public static NodeShape Unknown { get; } = new(true, 0, ByteSet.All, ByteSet.All);

    private static NodeShape Impossible { get; } = new(false, 0, default, default);

    private static NodeShape EmptyText { get; } = new(true, 0, default, default);

    /// <summary>The shape of a node.</summary>
    public static NodeShape Of(PatternNode node) => node switch
    {
        ByteNode bytes => bytes.Set.IsEmpty ? Impossible : new(true, 1, bytes.Set, bytes.Set),
        SequenceNode sequence => OfSequence(sequence),
        ChoiceNode choice => choice.Branches.Select(Of).Aggregate(Impossible, Either),
        RepeatNode repeat => OfRepeat(repeat),
        CaptureNode capture => Of(capture.Body),
        AtomicNode atomic => Of(atomic.Body),
        LookNode look => OfLook(look),
        BackReferenceNode or CallNode => Unknown,
        ConditionalNode { Condition: DefineCondition } => EmptyText,
        ConditionalNode conditional => Either(Of(conditional.Yes), Of(conditional.No)),
        _ => EmptyText,
    };

    private static NodeShape Either(NodeShape left, NodeShape right)
    {
        if (!left.Possible) return right;
        if (!right.Possible) return left;
        return new(true, Math.Min(left.Minimum, right.Minimum), left.First | right.First, left.Last | right.Last);
    }

    private static NodeShape OfRepeat(RepeatNode repeat)
    {
        var item = Of(repeat.Item);
        if (repeat.Maximum == 0 || (!item.Possible && repeat.Minimum == 0)) return EmptyText;
        return item with { Minimum = (int)Math.Min(int.MaxValue, (long)item.Minimum * repeat.Minimum) };
    }

    private static NodeShape OfLook(LookNode look)
    {
        if (!look.Negative) return Of(look.Body).Possible ? EmptyText : Impossible;
        return look.Body is EmptyNode ? Impossible : EmptyText;
    }

    private static NodeShape OfSequence(SequenceNode sequence)
    {
        var shapes = sequence.Items.Select(Of).ToArray();
        if (shapes.Any(s => !s.Possible)) return Impossible;

        // What follows each item, from the back; then what precedes it, from the front.
        var after = new NodeShape[shapes.Length];
        var behind = EmptyText;
        for (var i = shapes.Length - 1; i >= 0; i--)
        {
            after[i] = behind;
            behind = Join(shapes[i], behind);
        }

        var before = EmptyText;
        for (var i = 0; i < shapes.Length; i++)
        {
            if (sequence.Items[i] is AnchorNode anchor && !CanStand(anchor.Anchor, before, after[i])) return Impossible;
            before = Join(before, shapes[i]);
        }

        return before;
    }

    private static NodeShape Join(NodeShape left, NodeShape right) => new(
        true,
        (int)Math.Min(int.MaxValue, (long)left.Minimum + right.Minimum),
        left.Minimum > 0 ? left.First : left.First | right.First,
        right.Minimum > 0 ? right.Last : left.Last | right.Last);

    private static bool CanStand(Anchor anchor, NodeShape before, NodeShape after)
    {
        var lineFeed = ByteSet.Of((byte)'\n');
        return anchor switch
        {
            Anchor.SubjectStart => before.Minimum == 0,
            Anchor.LineStart => before.Minimum == 0 || before.Last.Overlaps(lineFeed),
            Anchor.SubjectEnd => after.Minimum == 0,
            Anchor.SubjectEndOrFinalLineFeed => after.Minimum == 0 || (after.Minimum == 1 && after.First.Overlaps(lineFeed)),
            Anchor.LineEnd => after.Minimum == 0 || after.First.Overlaps(lineFeed),
            Anchor.WordBoundary => !SidesAre(before, after, alike: true),
            Anchor.NotWordBoundary => !SidesAre(before, after, alike: false),
            _ => true,
        };
    }

    /// <summary>Whether the bytes on both sides surely are both word bytes or both not (<paramref name="alike"/>), or surely one of each.</summary>
    private static bool SidesAre(NodeShape before, NodeShape after, bool alike)
    {
        if (before.Minimum == 0 || after.Minimum == 0) return false;
        var otherWords = alike ? NamedSets.Word : ~NamedSets.Word;
        return (before.Last.IsSubsetOf(NamedSets.Word) && after.First.IsSubsetOf(otherWords))
            || (before.Last.IsSubsetOf(~NamedSets.Word) && after.First.IsSubsetOf(~otherWords));
    }
}
