using System.Text;
using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Terminal;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("Grüße, 世界", "Grüße, 世界")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\e[31mred", "\\x1B[31mred")]
    [InlineData("line\r\nnext", "line\\x0D\\x0Anext")]
    [InlineData("turn\u202Eed", "turn\\xE2\\x80\\xAEed")]
    [InlineData("\0", "\\x00")]
    public void What_is_printable_is_shown_and_the_rest_is_written_out(string text, string expected) =>
        Assert.Equal(expected, ByteText.Show(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_written_out() =>
        Assert.Equal("a\\xFF\\xC3b\\xE2\\x82", ByteText.Show([(byte)'a', 0xFF, 0xC3, (byte)'b', 0xE2, 0x82]));

    [Fact]
    public void No_bytes_can_move_the_cursor()
    {
        var random = new Random(11);
        var bytes = new byte[64];
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(bytes);
            Assert.DoesNotContain(ByteText.Show(bytes), c => char.IsControl(c));
        }
    }

    [Fact]
    public void The_part_that_matters_is_shown_with_what_is_around_it()
    {
        var value = Encoding.ASCII.GetBytes(new string('a', 500) + "MATCH" + new string('b', 500));

        var (before, part, after) = ByteText.Around(value, "MATCH"u8.ToArray(), 40);

        Assert.Equal("MATCH", part);
        Assert.StartsWith("…a", before, StringComparison.Ordinal);
        Assert.EndsWith("b…", after, StringComparison.Ordinal);
        Assert.InRange(before.Length + part.Length + after.Length, 20, 44);
    }
}
