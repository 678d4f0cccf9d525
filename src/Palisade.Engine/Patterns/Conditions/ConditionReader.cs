using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>Reads out of a pattern what every value that it matches must have. Where it does not know, it says less: never too much.</summary>
internal static class ConditionReader
{
    // A letter in both cases counts once.
    private const int MostBytesOfAText = 8;
    private const int MostRepeats = 16;

    // A byte that may stand between others: so rare that it need not be one of the texts, or so likely that nothing is gained.
    private const double RareGap = 0.05;
    private const double LikelyGap = 0.65;

    // A byte so rare that what it says of a value that has it is not missed.
    private const double RareMark = 0.1;

    /// <summary>What is known of a node.</summary>
    public static RequiredText Read(PatternNode node) => node switch
    {
        ByteNode bytes => OfSet(bytes.Set),
        SequenceNode sequence => OfSequence(sequence.Items.Select(Read)),
        ChoiceNode choice => OfChoice([.. choice.Branches.Select(Read)]),
        RepeatNode repeat => OfRepeat(repeat),
        CaptureNode capture => Read(capture.Body),
        AtomicNode atomic => Read(atomic.Body),
        // What it looks at is part of the value, though not of the match.
        LookNode { Negative: false } look => RequiredText.Empty with { Groups = [.. Read(look.Body).AllGroups] },
        EmptyNode or AnchorNode or LookNode or KeepNode or VerbNode => RequiredText.Empty,
        ConditionalNode { Condition: DefineCondition } => RequiredText.Empty,
        ConditionalNode conditional => OfChoice([Read(conditional.Yes), Read(conditional.No)]),
        _ => RequiredText.Anything,
    };

    private static RequiredText OfSet(ByteSet set)
    {
        if (set.Count > 2 * MostBytesOfAText) return RequiredText.Somewhere(MatchGroup.Of(set));
        string[] texts = [.. set.Bytes.Select(b => TextSets.Fold(((char)b).ToString())).Distinct(StringComparer.Ordinal)];
        return texts.Length <= MostBytesOfAText ? RequiredText.Exactly(texts) : RequiredText.Somewhere(MatchGroup.Of(set));
    }

    private static RequiredText OfRepeat(RepeatNode repeat)
    {
        if (repeat.Maximum == 0) return RequiredText.Empty;
        var item = Read(repeat.Item);
        if (repeat.Minimum == 0) return OfOptional(item, repeat.Maximum == 1);
        if (repeat is { Minimum: 1, Maximum: 1 }) return item;
        var repeated = OfSequence(Enumerable.Repeat(item, item.IsExact ? Math.Min(repeat.Minimum, MostRepeats) : 1));
        // More rounds may follow: how it starts and ends is known, but not all of it.
        return item.IsExact && repeat.Minimum == repeat.Maximum && repeat.Minimum <= MostRepeats ? repeated : repeated with { IsExact = false };
    }

    // Where an optional part never stands without some rare byte, the texts around it touch in values without that byte.
    private static RequiredText OfOptional(RequiredText item, bool once)
    {
        var gap = item.Marks;
        var asTexts = once && item.IsExact && (gap is null || gap.Chance > RareGap) ? TextSets.Union([item.Heads, TextSets.OnlyEmpty]) : null;
        if (asTexts is not null) return RequiredText.Exactly(asTexts) with { Unless = item.Unless };
        return gap is null || gap.Chance > LikelyGap ? RequiredText.Anything : RequiredText.Empty with { Unless = gap.Bytes };
    }

    private static RequiredText OfChoice(RequiredText[] branches) => WithoutMarked(branches) ?? OfEqualBranches(branches);

    // Of a letter that may also stand there as an entity, only the letter is left for values without the mark that all entities have.
    private static RequiredText? WithoutMarked(RequiredText[] branches)
    {
        if (Array.TrueForAll(branches, b => b.IsExact)) return null;
        var marked = Array.FindAll(branches, b => b.Marks is not null);
        var plain = Array.FindAll(branches, b => b.Marks is null);
        if (marked.Length == 0 || plain.Length == 0 || !Array.TrueForAll(plain, b => b is { IsExact: true, Groups.IsEmpty: true } && b.Heads.IsUseful())) return null;
        var marks = marked.Aggregate(ByteSet.Empty, (all, b) => all | b.Marks!.Bytes);
        if (MatchGroup.Of(marks).Chance > RareMark) return null;
        var text = OfEqualBranches(plain);
        return text with { Unless = text.Unless | marks };
    }

    private static RequiredText OfEqualBranches(RequiredText[] branches)
    {
        var groups = ChoiceGroups.Of(branches);
        var unless = branches.Aggregate(ByteSet.Empty, (all, b) => all | b.Unless);
        var heads = TextSets.Union(branches.Select(b => b.Heads));
        if (heads is not null && Array.TrueForAll(branches, b => b.IsExact)) return new(heads, heads, true, groups, unless);
        var tails = TextSets.Union(branches.Select(b => b.Tails));
        return new(Known(heads), Known(tails), false, groups, unless);
    }

    // A start that may be anything is not worth joining with what stands before.
    private static string[] Known(string[]? texts) => texts is not null && texts.IsUseful() ? texts : TextSets.OnlyEmpty;

    private static RequiredText OfSequence(IEnumerable<RequiredText> items)
    {
        var texts = new TextRuns();
        foreach (var item in items) texts.Add(item);
        return texts.Finish();
    }
}
