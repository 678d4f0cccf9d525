using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>Texts that a pattern has a good chance to match, made from its tree. What anchors, lookarounds and references ask for is not heeded: the caller asks the matcher.</summary>
internal sealed class MatchingText(Random random)
{
    private const int LongestTail = 3;

    /// <summary>A text for a pattern.</summary>
    public byte[] For(PatternTree tree)
    {
        List<byte> text = [];
        Write(tree.Root, text);
        return [.. text];
    }

    /// <summary>The text with other bytes before and behind it.</summary>
    public byte[] InNoise(byte[] text)
    {
        const string noise = "aeiost rn109 /.=&-_%<'\"(\n\0\u00e9\u00ff";
        List<byte> surrounded = [];
        for (var i = random.Next(6); i > 0; i--) surrounded.Add((byte)noise[random.Next(noise.Length)]);
        surrounded.AddRange(text);
        for (var i = random.Next(6); i > 0; i--) surrounded.Add((byte)noise[random.Next(noise.Length)]);
        return [.. surrounded];
    }

    private void Write(PatternNode node, List<byte> text)
    {
        switch (node)
        {
            case ByteNode { Set.IsEmpty: false } bytes:
                var members = bytes.Set.Bytes.ToArray();
                text.Add(members[random.Next(members.Length)]);
                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items) Write(item, text);
                break;
            case ChoiceNode choice:
                Write(choice.Branches[random.Next(choice.Branches.Length)], text);
                break;
            case RepeatNode repeat:
                var most = Math.Min(repeat.Maximum ?? int.MaxValue, repeat.Minimum + LongestTail);
                for (var i = random.Next(repeat.Minimum, most + 1); i > 0; i--) Write(repeat.Item, text);
                break;
            case CaptureNode or AtomicNode or LookNode { Negative: false }:
                Write(node.GetChildren()[0], text);
                break;
            case ConditionalNode conditional:
                Write(random.Next(2) == 0 ? conditional.Yes : conditional.No, text);
                break;
        }
    }
}
