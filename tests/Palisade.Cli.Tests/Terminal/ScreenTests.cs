using Palisade.Cli.Terminal;

namespace Palisade.Cli.Tests.Terminal;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(true, "\e[31mno\e[0m")]
    [InlineData(false, "no")]
    public void Paint_colours_only_where_colours_are_shown(bool colours, string expected)
    {
        var screen = new Screen(TextWriter.Null, TextWriter.Null, colours, errorColours: false);

        Assert.Equal(expected, screen.Paint(Ink.Red, "no"));
    }
}
