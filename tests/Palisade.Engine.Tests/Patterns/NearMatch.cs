using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>Writes values from a pattern itself, so that they match it but for its anchors, and then spoils some of them.</summary>
internal static class NearMatch
{
    private const int MostRounds = 3;

    /// <summary>A value.</summary>
    public static byte[] Of(PatternNode root, Random random)
    {
        var value = new List<byte>();
        if (random.Next(2) == 0) Noise(value, random);
        Write(root, value, random);
        if (random.Next(2) == 0) Noise(value, random);
        for (var spoiled = random.Next(3); spoiled > 0 && value.Count > 0; spoiled--)
        {
            var at = random.Next(value.Count);
            if (random.Next(2) == 0) value.RemoveAt(at);
            else value[at] = (byte)random.Next(256);
        }

        return [.. value];
    }

    private static void Noise(List<byte> value, Random random)
    {
        var noise = "the =1 \n&'\"<;%e.\u00e9"u8;
        for (var count = random.Next(6); count > 0; count--) value.Add(noise[random.Next(noise.Length)]);
    }

    private static void Write(PatternNode node, List<byte> value, Random random)
    {
        switch (node)
        {
            case ByteNode { Set.IsEmpty: false } bytes:
                value.Add(bytes.Set.Bytes.ElementAt(random.Next(bytes.Set.Count)));
                break;
            case ChoiceNode choice:
                Write(choice.Branches[random.Next(choice.Branches.Length)], value, random);
                break;
            case RepeatNode repeat:
                var rounds = random.Next(repeat.Minimum, Math.Min(repeat.Maximum ?? int.MaxValue, repeat.Minimum + MostRounds) + 1);
                for (var i = 0; i < rounds; i++) Write(repeat.Item, value, random);
                break;
            default:
                foreach (var child in node.GetChildren()) Write(child, value, random);
                break;
        }
    }
}
