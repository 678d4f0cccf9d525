namespace Palisade.Engine.Patterns.Syntax;

/// <summary>The lengths of what stands in lookbehinds: PCRE steps back by them, so each branch must have one.</summary>
public sealed class FixedLength
{
    /// <summary>The longest branch of a lookbehind, in bytes.</summary>
    public const int Longest = 65_535;

    private readonly PatternTree _tree;
    private readonly Dictionary<int, PatternNode?> _groups = [];
    // Null while a group is being measured: a group that calls itself has no length.
    private readonly Dictionary<int, int?> _groupLengths = [];

    private FixedLength(PatternTree tree)
    {
        _tree = tree;
        foreach (var capture in tree.Root.DescendantsAndSelf().OfType<CaptureNode>())
        {
            // Groups that share a number need not have the same length.
            if (!_groups.TryAdd(capture.Group, capture.Body)) _groups[capture.Group] = null;
        }
    }

    /// <summary>The first lookbehind that has a branch without one length, or one that is too long; null when all are well.</summary>
    internal static PatternFault? FindFault(PatternTree tree)
    {
        FixedLength? lengths = null;
        foreach (var look in tree.Root.DescendantsAndSelf().OfType<LookNode>().Where(l => l.Behind))
        {
            lengths ??= new FixedLength(tree);
            foreach (var branch in BranchesOf(look))
            {
                var length = lengths.Of(branch);
                if (length is null) return new(look.Offset, "lookbehind assertion is not fixed length");
                if (length > Longest) return new(look.Offset, "lookbehind assertion is too long");
            }
        }

        return null;
    }

    /// <summary>A measure of the nodes of a tree.</summary>
    public static FixedLength In(PatternTree tree) => new(tree);

    /// <summary>The alternatives of a lookaround, each of which may have its own length.</summary>
    public static IReadOnlyList<PatternNode> BranchesOf(LookNode look) => look.Body is ChoiceNode choice ? choice.Branches : [look.Body];

    /// <summary>How many bytes a node always consumes, or null when that varies. More than <see cref="Longest"/> is not counted exactly.</summary>
    public int? Of(PatternNode node) => node switch
    {
        ByteNode => 1,
        SequenceNode sequence => Sum(sequence),
        ChoiceNode choice => Same(choice.Branches),
        RepeatNode { Maximum: 0 } => 0,
        RepeatNode repeat => repeat.Minimum == repeat.Maximum ? Cap((long?)Of(repeat.Item) * repeat.Minimum) : null,
        CaptureNode capture => Of(capture.Body),
        AtomicNode atomic => Of(atomic.Body),
        BackReferenceNode reference => OfGroup(reference.Group),
        CallNode call => OfGroup(call.Group),
        ConditionalNode { Condition: DefineCondition } => 0,
        ConditionalNode conditional => Same([conditional.Yes, conditional.No]),
        _ => 0,
    };

    private int? Sum(SequenceNode sequence)
    {
        long? sum = 0;
        foreach (var item in sequence.Items) sum += Of(item);
        return Cap(sum);
    }

    private int? Same(IReadOnlyList<PatternNode> branches)
    {
        var first = Of(branches[0]);
        for (var i = 1; i < branches.Count; i++)
        {
            if (Of(branches[i]) != first) return null;
        }

        return first;
    }

    private int? OfGroup(GroupReference reference)
    {
        var numbers = _tree.Resolve(reference);
        if (numbers.Length != 1 || !_groups.TryGetValue(numbers[0], out var body) || body is null) return null;
        if (_groupLengths.TryGetValue(numbers[0], out var known)) return known;
        _groupLengths[numbers[0]] = null;
        return _groupLengths[numbers[0]] = Of(body);
    }

    private static int? Cap(long? length) => (int?)Math.Min(length ?? -1, Longest + 1) is var capped && capped < 0 ? null : capped;
}
