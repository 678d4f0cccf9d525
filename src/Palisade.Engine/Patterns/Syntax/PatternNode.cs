using System.Collections.Immutable;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>A part of a pattern. Closed: the kinds in this file and no other. Case and the other flags are already worked in.</summary>
/// <param name="Offset">Where the part starts in the pattern, in bytes from 0.</param>
public abstract record PatternNode(int Offset)
{
    /// <summary>The parts directly inside this one, in the order of the pattern.</summary>
    public virtual ImmutableArray<PatternNode> GetChildren() => [];

    /// <summary>This part and every part inside it, outer before inner, in the order of the pattern.</summary>
    public IEnumerable<PatternNode> DescendantsAndSelf()
    {
        var open = new Stack<PatternNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            var children = node.GetChildren();
            for (var i = children.Length - 1; i >= 0; i--) open.Push(children[i]);
        }
    }
}

/// <summary>Matches the empty text.</summary>
public sealed record EmptyNode(int Offset) : PatternNode(Offset);

/// <summary>Matches one byte of a set; an empty set never matches.</summary>
public sealed record ByteNode(ByteSet Set, int Offset) : PatternNode(Offset);

/// <summary>Matches its items one after the other.</summary>
/// <param name="Items">Two or more.</param>
public sealed record SequenceNode(ImmutableArray<PatternNode> Items, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => Items;
}

/// <summary>Matches the first of its branches that lets the rest match.</summary>
/// <param name="Branches">Two or more.</param>
public sealed record ChoiceNode(ImmutableArray<PatternNode> Branches, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => Branches;
}

/// <summary>How many repetitions a quantifier tries first.</summary>
public enum RepeatMode
{
    /// <summary>As many as possible, giving back as needed.</summary>
    Greedy,

    /// <summary>As few as possible, taking more as needed.</summary>
    Lazy,

    /// <summary>As many as possible, giving nothing back.</summary>
    Possessive,
}

/// <summary>Matches an item several times.</summary>
/// <param name="Minimum">0 to 65,535.</param>
/// <param name="Maximum"><paramref name="Minimum"/> to 65,535, or null for no bound.</param>
public sealed record RepeatNode(PatternNode Item, int Minimum, int? Maximum, RepeatMode Mode, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => [Item];
}

/// <summary>A capturing group.</summary>
/// <param name="Group">Its number from 1, in PCRE's order. Several groups of a <c>(?|…)</c> share one.</param>
public sealed record CaptureNode(PatternNode Body, int Group, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => [Body];
}

/// <summary><c>(?&gt;…)</c>: once matched, other ways to match it are not tried.</summary>
public sealed record AtomicNode(PatternNode Body, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => [Body];
}

/// <summary>Tests the text after, or before, this place and consumes nothing.</summary>
/// <param name="Behind">Whether the text before is tested.</param>
/// <param name="Negative">Whether it must not match.</param>
/// <param name="Atomic">False for <c>(?*…)</c> and <c>(?&lt;*…)</c>, which may be tried in other ways.</param>
public sealed record LookNode(PatternNode Body, bool Behind, bool Negative, bool Atomic, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => [Body];
}

/// <summary>Places in the subject.</summary>
public enum Anchor
{
    /// <summary><c>\A</c>, and <c>^</c> without <c>m</c>: the start of the subject.</summary>
    SubjectStart,

    /// <summary><c>\z</c>: the end of the subject.</summary>
    SubjectEnd,

    /// <summary><c>\Z</c>, and <c>$</c> without <c>m</c>: the end of the subject, or before a line feed that ends it.</summary>
    SubjectEndOrFinalLineFeed,

    /// <summary><c>^</c> with <c>m</c>: the start of the subject, and after each line feed that does not end it.</summary>
    LineStart,

    /// <summary><c>$</c> with <c>m</c>: the end of the subject, and before each line feed.</summary>
    LineEnd,

    /// <summary><c>\b</c>: between a word byte and another, or an end.</summary>
    WordBoundary,

    /// <summary><c>\B</c>: where <c>\b</c> does not match.</summary>
    NotWordBoundary,

    /// <summary><c>\G</c>: where the search started.</summary>
    SearchStart,
}

/// <summary>Matches the empty text at certain places.</summary>
public sealed record AnchorNode(Anchor Anchor, int Offset) : PatternNode(Offset);

/// <summary>A group named by number or by name; <see cref="PatternTree.Resolve"/> tells the groups.</summary>
/// <param name="Number">From 0, which is the whole pattern; not used when there is a name.</param>
/// <param name="Name">The name, or null.</param>
public readonly record struct GroupReference(int Number, string? Name)
{
    /// <summary>The name, else the number.</summary>
    public override string ToString() => Name ?? Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Matches the text that a group captured; not at all when the group is unset.</summary>
/// <param name="IgnoreCase">Whether ASCII letters match either case.</param>
public sealed record BackReferenceNode(GroupReference Group, bool IgnoreCase, int Offset) : PatternNode(Offset);

/// <summary><c>(?R)</c>, <c>(?1)</c>, <c>(?&amp;name)</c>: matches as the group's pattern does, here.</summary>
public sealed record CallNode(GroupReference Group, int Offset) : PatternNode(Offset);

/// <summary>What a conditional group asks. Closed.</summary>
public abstract record PatternCondition;

/// <summary>Whether a group is set.</summary>
public sealed record GroupSetCondition(GroupReference Group) : PatternCondition;

/// <summary>Whether we are inside a call: of any group when <paramref name="Group"/> is null.</summary>
public sealed record InCallCondition(GroupReference? Group) : PatternCondition;

/// <summary>Whether a lookaround holds.</summary>
public sealed record LookCondition(LookNode Look) : PatternCondition;

/// <summary><c>DEFINE</c>: never true; the body is there to be called.</summary>
public sealed record DefineCondition : PatternCondition;

/// <summary><c>(?(condition)yes|no)</c>.</summary>
public sealed record ConditionalNode(PatternCondition Condition, PatternNode Yes, PatternNode No, int Offset) : PatternNode(Offset)
{
    /// <inheritdoc/>
    public override ImmutableArray<PatternNode> GetChildren() => Condition is LookCondition { Look: var look } ? [look, Yes, No] : [Yes, No];
}

/// <summary>A backtracking verb, as <c>(*COMMIT)</c>. <c>(*FAIL)</c> is not one of them: it is a <see cref="ByteNode"/> of no byte.</summary>
/// <param name="Verb">In upper case; <c>MARK</c> for the nameless one.</param>
/// <param name="Argument">What follows the colon, or null.</param>
public sealed record VerbNode(string Verb, string? Argument, int Offset) : PatternNode(Offset);

/// <summary><c>\K</c>: the match is taken to start here.</summary>
public sealed record KeepNode(int Offset) : PatternNode(Offset);
