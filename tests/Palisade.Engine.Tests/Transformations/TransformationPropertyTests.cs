using System.Buffers;
using System.Diagnostics;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Tests.Transformations;

public sealed class TransformationPropertyTests
{
    private const string Spice = "%u00fF+\\x41\\u0041\\101&#x41;&amp;/*-->#<!---- 0xABc./..\\=[]\0 \t\n\u00a0\u00c3\u00a9\u00e2\u0082\u00ac\u00f0\u0090\u0080\u0080\u00ff";

    public static TheoryData<string> Names => [.. TransformationTable.Names];

    public static TheoryData<string> Idempotent =>
    [
        "compressWhitespace", "lowercase", "uppercase", "removeNulls", "replaceNulls", "removeWhitespace", "replaceComments", "trim", "trimLeft", "trimRight",
        "parityZero7bit", "utf8toUnicode",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_is_false_exactly_when_the_output_equals_the_value(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        foreach (var value in RandomValues(2_000))
        {
            var output = new ArrayBufferWriter<byte>();
            var changed = transformation.Apply(value, output);
            if (changed) Assert.False(output.WrittenSpan.SequenceEqual(value));
            else Assert.Equal(0, output.WrittenCount);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_without_its_triggers_is_left_alone(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        var random = new Random(21);
        foreach (var value in RandomValues(2_000).Concat(ShortValues()))
        {
            var harmless = value.Where(b => !transformation.Triggers.Contains(b)).ToArray();
            if (harmless.Length == 0) continue;
            random.Shuffle(harmless);
            Assert.False(transformation.Apply(harmless, new ArrayBufferWriter<byte>()), Convert.ToHexString(harmless));
        }
    }

    [Theory]
    [InlineData("normalisePath")]
    [InlineData("normalisePathWin")]
    public void How_long_the_names_in_a_path_are_changes_nothing(string name)
    {
        string[] pieces = ["name", ".", "..", "/", "//", "\\"];
        var random = new Random(22);
        var changed = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var path = string.Concat(Enumerable.Range(0, 1 + random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var longer = path.Replace("name", "a-name-of-forty-bytes-in-the-place-of-it", StringComparison.Ordinal);
            var normalised = Transformed.Text(name, path);
            if (normalised != path) changed++;
            Assert.Equal(normalised, Transformed.Text(name, longer).Replace("a-name-of-forty-bytes-in-the-place-of-it", "name", StringComparison.Ordinal));
        }

        Assert.InRange(changed, 1_000, 5_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_that_are_told_without_reading_are_those_of_the_output(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        foreach (var value in RandomValues(2_000))
        {
            var output = new ArrayBufferWriter<byte>();
            if (!transformation.Apply(value, output) || transformation.BytesOf(ByteSet.Of(value)) is not { } told) continue;
            Assert.True(told == ByteSet.Of(output.WrittenSpan), $"{Convert.ToHexString(value)}: told {told}");
        }
    }

    [Theory]
    [InlineData("removeNulls")]
    [InlineData("removeWhitespace")]
    public void Bytes_that_are_removed_are_those_and_no_others_at_every_length(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        var random = new Random(23);
        for (var i = 0; i < 4_000; i++)
        {
            var value = new byte[i % 100];
            random.NextBytes(value);
            for (var at = 0; at < value.Length; at++) if (random.Next(3) == 0) value[at] = (byte)" \0\t\u00a0\u00c2"[random.Next(5)];
            Assert.Equal(value.Where(b => !transformation.Triggers.Contains(b)), Transformed.Bytes(transformation, value));
        }
    }

    [Theory]
    [InlineData("lowercase", 26)]
    [InlineData("urlDecodeUni", 2)]
    [InlineData("htmlEntityDecode", 1)]
    [InlineData("removeNulls", 1)]
    [InlineData("utf8toUnicode", 129)]
    [InlineData("normalizePathWin", 3)]
    [InlineData("md5", 256)]
    [InlineData("base64Decode", 256)]
    public void Most_transformations_have_few_triggers(string name, int count) => Assert.Equal(count, TransformationTable.Find(name)!.Triggers.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_is_appended_and_the_value_is_left_alone(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        foreach (var value in RandomValues(200))
        {
            var copy = value.ToArray();
            var output = new ArrayBufferWriter<byte>();
            output.Write("before"u8);
            transformation.Apply(value, output);
            Assert.True(output.WrittenSpan.StartsWith("before"u8));
            Assert.Equal(copy, value);
            var alone = Transformed.Bytes(transformation, value);
            if (output.WrittenCount > 6) Assert.Equal(alone, output.WrittenSpan[6..].ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Idempotent))]
    public void Doing_it_twice_is_doing_it_once(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        foreach (var value in RandomValues(2_000))
        {
            var once = Transformed.Bytes(transformation, value);
            // One pass of utf8toUnicode can leave raw lead bytes; only well-formed text is settled after one.
            if (name == "utf8toUnicode" && once.Any(b => b >= 0x80)) continue;
            Assert.Equal(once, Transformed.Bytes(transformation, once));
        }
    }

    [Theory]
    [InlineData("base64Encode", "base64Decode")]
    [InlineData("base64Encode", "base64DecodeExt")]
    [InlineData("hexEncode", "hexDecode")]
    [InlineData("urlEncode", "urlDecode")]
    [InlineData("urlEncode", "urlDecodeUni")]
    public void Decoding_undoes_encoding(string encode, string decode)
    {
        foreach (var value in RandomValues(500))
        {
            Assert.Equal(value, Transformed.Bytes(TransformationTable.Find(decode)!, Transformed.Bytes(TransformationTable.Find(encode)!, value)));
        }
    }

    [Theory]
    [InlineData("cmdLine", "^", "", "")]
    [InlineData("urlDecodeUni", "%41", "", "A")]
    [InlineData("base64Decode", "", "\r\n", "")]
    [InlineData("removeWhitespace", "", " ", "")]
    public void What_is_told_without_reading_byte_by_byte_is_what_reading_says(string name, string before, string behind, string start)
    {
        // What stands before or behind makes nothing, or one letter, and is not what most texts have.
        var random = new Random(22);
        foreach (var alphabet in new[] { "ab (/+", "ab /", "aB+ ", "abcdefGH12+/" })
        {
            for (var i = 0; i < 2_000; i++)
            {
                var value = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => alphabet[random.Next(alphabet.Length)]));
                Assert.Equal(Transformed.Text(name, before + value + behind), start + Transformed.Text(name, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_megabyte_of_hostile_text_takes_no_more_than_linear_time(string name)
    {
        var transformation = TransformationTable.Find(name)!;
        foreach (var unit in new[] { "../", "/*[&#1\\u%u0x<!--\u00c3 A", "[][", "/..", "&amp" })
        {
            var value = new byte[1 << 20];
            for (var i = 0; i < value.Length; i++) value[i] = (byte)unit[i % unit.Length];
            var watch = Stopwatch.StartNew();
            Transformed.Bytes(transformation, value);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{name} of {unit}: {watch.Elapsed}");
        }
    }

    private static IEnumerable<byte[]> ShortValues() =>
        from first in Enumerable.Range(0, 256)
        from second in Spice
        select new[] { (byte)first, (byte)second };

    private static IEnumerable<byte[]> RandomValues(int count)
    {
        yield return [];
        var random = new Random(20);
        for (var i = 0; i < count; i++)
        {
            var value = new byte[random.Next(1, 40)];
            random.NextBytes(value);
            // Wholly random bytes rarely form an escape; most values are made of what the transformations look for.
            if (i % 4 != 0)
            {
                for (var at = 0; at < value.Length; at++) value[at] = (byte)Spice[random.Next(Spice.Length)];
            }

            yield return value;
        }
    }
}
