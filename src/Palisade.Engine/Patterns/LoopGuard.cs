using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>
/// What keeps loops away from the faults of .NET's regex, found by comparing with PCRE2 (.NET 10.0): it merges a loop that is all of another's body and gets
/// <c>(?:(?:a+)?)+</c> and <c>(?:(?&gt;a+))?</c> wrong; and its interpreter loses its place in an open lazy loop whose body may be empty.
/// </summary>
internal static class LoopGuard
{
    /// <summary>Matches the empty text anywhere. Written after the body of a loop it keeps .NET from merging loops.</summary>
    public const string Nothing = "(?:\\z|)";

    /// <summary>The most repetitions that .NET counts: in place of "no bound" it makes the interpreter count, which it gets right.</summary>
    public const int MostCounted = int.MaxValue - 1;

    /// <summary>The same loop with a loop of one byte as its body merged into it, where that can be done.</summary>
    // What .NET would do, done right: it turns the exponential time of (?:a+)+ into linear time.
    public static RepeatNode Merge(RepeatNode outer)
    {
        if (outer.Item is not RepeatNode { Item: ByteNode bytes } inner || inner.Mode != outer.Mode || outer.Mode == RepeatMode.Possessive || outer.Maximum == 0) return outer;
        if (inner is { Minimum: <= 1, Maximum: null }) return outer with { Item = bytes, Minimum = inner.Minimum * outer.Minimum, Maximum = null };
        return inner is { Minimum: 0, Maximum: 1 } ? outer with { Item = bytes, Minimum = 0 } : outer;
    }

    /// <summary>Whether .NET may see no more than a loop in a node, after dropping what is empty and joining what is alike. May say so in vain.</summary>
    public static bool MayBeLoop(PatternNode node) => node switch
    {
        RepeatNode => true,
        AtomicNode atomic => MayBeLoop(atomic.Body),
        ChoiceNode choice => choice.Branches.Any(branch => IsEmpty(branch) || MayBeLoop(branch)),
        SequenceNode sequence => MayBeLoop([.. sequence.Items.Where(item => !IsEmpty(item))]),
        _ => false,
    };

    /// <summary>Whether a node starts with a lazy loop. In an atomic group at the start of a pattern .NET would skip places where a match can start.</summary>
    public static bool StartsLazily(PatternNode node) => node switch
    {
        RepeatNode repeat => repeat.Mode == RepeatMode.Lazy || StartsLazily(repeat.Item),
        SequenceNode sequence => StartsLazily(sequence.Items[0]),
        CaptureNode or AtomicNode or ChoiceNode => node.GetChildren().Any(StartsLazily),
        _ => false,
    };

    private static bool MayBeLoop(PatternNode[] items) =>
        items is [var only] ? MayBeLoop(only) : items.All(item => SetOf(item) is { } set && set == SetOf(items[0]));

    private static ByteSet? SetOf(PatternNode node) => node switch
    {
        ByteNode bytes => bytes.Set,
        RepeatNode repeat => SetOf(repeat.Item),
        AtomicNode atomic => SetOf(atomic.Body),
        _ => null,
    };

    private static bool IsEmpty(PatternNode node) => node switch
    {
        EmptyNode or VerbNode or AnchorNode or LookNode => true,
        RepeatNode repeat => repeat.Maximum == 0 || IsEmpty(repeat.Item),
        AtomicNode or SequenceNode or ChoiceNode => node.GetChildren().All(IsEmpty),
        ConditionalNode { Condition: DefineCondition } => true,
        _ => false,
    };
}
