using System.Buffers;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>What a pattern such as <c>^.*$</c> matches, which rules use to capture a value: all of it, when it has no byte that the pattern does not take.</summary>
internal sealed class WholeValue
{
    private readonly SearchValues<byte> _foreign;
    private readonly int _minimum;

    private WholeValue(ByteSet bytes, int minimum) => (_foreign, _minimum) = (SearchValues.Create([.. (~bytes).Bytes]), minimum);

    /// <summary>Reads a pattern; null for one of another kind.</summary>
    public static WholeValue? Of(PatternTree tree) =>
        tree.Root is SequenceNode { Items: [AnchorNode { Anchor: Anchor.SubjectStart or Anchor.LineStart }, RepeatNode { Item: ByteNode bytes, Maximum: null, Mode: RepeatMode.Greedy } repeat, AnchorNode { Anchor: Anchor.SubjectEnd or Anchor.SubjectEndOrFinalLineFeed or Anchor.LineEnd }] }
            ? new(bytes.Set, repeat.Minimum)
            : null;

    /// <summary>Whether the match is surely the whole value.</summary>
    public bool Takes(ReadOnlySpan<byte> value) => value.Length >= _minimum && !value.ContainsAny(_foreign);
}
