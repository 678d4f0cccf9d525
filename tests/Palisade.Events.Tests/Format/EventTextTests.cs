using Palisade.Events.Format;

namespace Palisade.Events.Tests.Format;

public sealed class EventTextTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("\u00c3\u00a9", "\u00e9")]
    [InlineData("a\u00ffb", "a\\u00FFb")]
    [InlineData("\u00c3", "\\u00C3")]
    [InlineData("\u00c3(", "\\u00C3(")]
    [InlineData("\u00ed\u00a0\u0080", "\\u00ED\\u00A0\\u0080")]
    [InlineData("\u00c0\u00af", "\\u00C0\\u00AF")]
    [InlineData("\u00f0\u009f\u0098\u0080", "\U0001F600")]
    public void Bytes_that_are_no_UTF_8_are_shown(string widened, string expected) =>
        Assert.Equal(expected, EventText.FromWidened(widened, 100));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef…[+1 bytes]")]
    [InlineData("abcde\u00c3\u00a9", 6, "abcde…[+2 bytes]")]
    [InlineData("abc\u00f0\u009f\u0098\u0080", 6, "abc…[+4 bytes]")]
    [InlineData("\u0080\u0080\u0080\u0080\u0080\u0080\u0080", 6, "\\u0080\\u0080\\u0080…[+4 bytes]")]
    public void A_long_text_is_cut_between_characters_and_says_so(string widened, int limit, string expected) =>
        Assert.Equal(expected, EventText.FromWidened(widened, limit));
}
