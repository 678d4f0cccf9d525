using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>A construct that no automaton can run.</summary>
/// <param name="Offset">Where it starts in the pattern, in bytes from 0.</param>
/// <param name="Construct">What it is, as <c>lookahead</c>.</param>
public readonly record struct BacktrackingNeed(int Offset, string Construct);

/// <summary>What is known of a pattern from its text. Immutable.</summary>
public sealed class PatternFacts
{
    private PatternFacts(PatternTree tree)
    {
        GroupCount = tree.GroupCount;
        var needs = ImmutableArray.CreateBuilder<BacktrackingNeed>();
        var endsEarly = false;
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            if (Need(node) is { } construct) needs.Add(new BacktrackingNeed(node.Offset, construct));
            endsEarly |= node is VerbNode { Verb: "ACCEPT" };
        }

        BacktrackingNeeds = needs.DrainToImmutable();
        // A pattern that may end itself early can be anything.
        var shape = endsEarly ? NodeShape.Unknown : NodeShape.Of(tree.Root);
        CanMatch = shape.Possible;
        MinimumLength = shape.Minimum;
    }

    /// <summary>The number of capturing groups, the whole match not counted.</summary>
    public int GroupCount { get; }

    /// <summary>The fewest bytes a match has; saturates at <see cref="int.MaxValue"/>. A lower bound where the pattern refers to its own groups.</summary>
    public int MinimumLength { get; }

    /// <summary>False when no value can match, as <c>a^</c> without <c>m</c>. True does not promise that one can.</summary>
    public bool CanMatch { get; }

    /// <summary>Whether a match may have no bytes.</summary>
    public bool CanMatchEmpty => CanMatch && MinimumLength == 0;

    /// <summary>Every construct that needs a backtracking matcher, in the order of the pattern.</summary>
    public ImmutableArray<BacktrackingNeed> BacktrackingNeeds { get; }

    /// <summary>Whether there is any such construct.</summary>
    public bool NeedsBacktracking => !BacktrackingNeeds.IsEmpty;

    /// <summary>Works out the facts of a pattern.</summary>
    public static PatternFacts Of(PatternTree tree) => new(tree);

    private static string? Need(PatternNode node) => node switch
    {
        LookNode { Behind: false, Negative: false } => "lookahead",
        LookNode { Behind: false } => "negative lookahead",
        LookNode { Negative: false } => "lookbehind",
        LookNode => "negative lookbehind",
        BackReferenceNode => "backreference",
        AtomicNode => "atomic group",
        RepeatNode { Mode: RepeatMode.Possessive } => "possessive quantifier",
        ConditionalNode => "conditional group",
        CallNode => "recursion or subroutine call",
        VerbNode { Verb: not "MARK" } verb => $"backtracking verb (*{verb.Verb})",
        KeepNode => "\\K",
        _ => null,
    };
}
