using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

public sealed class ByteSetTests
{
    [Fact]
    public void A_set_agrees_with_a_table_of_its_bytes()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var left = Random(random, out var leftTable);
            var right = Random(random, out var rightTable);
            for (var b = 0; b < 256; b++)
            {
                Assert.Equal(leftTable[b], left.Contains((byte)b));
                Assert.Equal(leftTable[b] || rightTable[b], (left | right).Contains((byte)b));
                Assert.Equal(leftTable[b] && rightTable[b], (left & right).Contains((byte)b));
                Assert.Equal(!leftTable[b], (~left).Contains((byte)b));
                Assert.Equal(leftTable[b] || (char.IsAsciiLetter((char)b) && leftTable[b ^ 0x20]), left.IgnoringCase().Contains((byte)b));
            }

            Assert.Equal(leftTable.Count(x => x), left.Count);
            Assert.Equal(left, left.Ranges.Aggregate(ByteSet.Empty, (set, range) => set | ByteSet.Range(range.First, range.Last)));
            Assert.Equal(left.Bytes.All(right.Contains), left.IsSubsetOf(right));
            Assert.Equal(left.Bytes.Any(right.Contains), left.Overlaps(right));
        }
    }

    [Fact]
    public void The_ends_of_the_byte_range_are_in_reach()
    {
        Assert.Equal(256, ByteSet.All.Count);
        Assert.Equal([((byte)0, (byte)255)], ByteSet.All.Ranges);
        Assert.True(ByteSet.Empty.IsEmpty);
        Assert.Equal("ff", ByteSet.Of(0xFF).ToString());
        Assert.True(ByteSet.Range(5, 4).IsEmpty);
    }

    [Fact]
    public void The_bytes_of_a_text_of_any_length_are_those_that_occur_in_it()
    {
        var random = new Random(11);
        for (var i = 0; i < 3_000; i++)
        {
            // Any alphabet, and single bytes that come late.
            var alphabet = new byte[random.Next(1, i % 2 == 0 ? 8 : 300)];
            random.NextBytes(alphabet);
            var text = new byte[random.Next(i % 3 == 0 ? 40 : 5_000)];
            for (var at = 0; at < text.Length; at++) text[at] = alphabet[random.Next(alphabet.Length)];
            for (var late = random.Next(3); late > 0 && text.Length > 0; late--) text[random.Next(text.Length)] = (byte)random.Next(256);
            Assert.Equal(text.Distinct().Order(), ByteSet.Of(text).Bytes);
        }
    }

    private static ByteSet Random(Random random, out bool[] table)
    {
        table = new bool[256];
        var set = ByteSet.Empty;
        for (var ranges = random.Next(5); ranges > 0; ranges--)
        {
            var first = (byte)random.Next(256);
            var last = (byte)random.Next(first, Math.Min(256, first + 40));
            set |= ByteSet.Range(first, last);
            for (int b = first; b <= last; b++) table[b] = true;
        }

        return set;
    }
}
