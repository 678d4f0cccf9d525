namespace Palisade.SecLang.Tests.Files;

public sealed class ParsedTextsTests
{
    [Fact]
    public void The_same_text_of_the_same_file_is_the_same_directives()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);

        Assert.Same(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], new ParsedTexts(first).Parse("b.conf", "SecMarker A").Directives[0]);
    }

    [Theory]
    [InlineData("SecMarker A", "SecMarker B")]
    [InlineData("SecAction \"id:1,nolog\"", "SecAction \"id:1,log\"")]
    [InlineData("SecDefaultAction \"phase:1,pass\"", "SecDefaultAction \"phase:2,pass\"")]
    [InlineData("SecRule ARGS \"@rx a\" \"id:1\"", "SecRule ARGS \"@rx b\" \"id:1\"")]
    [InlineData("SecRule ARGS \"@rx a\" \"id:1\"", "SecRule ARGS \"!@rx a\" \"id:1\"")]
    [InlineData("SecRule ARGS \"@rx a\" \"id:1\"", "SecRule &ARGS \"@rx a\" \"id:1\"")]
    [InlineData("SecRule ARGS:x \"@rx a\" \"id:1\"", "SecRule ARGS:y \"@rx a\" \"id:1\"")]
    [InlineData("SecRule ARGS \"@rx a\" \"id:1\"", "SecRule ARGS \"@rx a\" \"id:2\"")]
    [InlineData("SecRule ARGS \"@rx a\" \"id:1\"", "SecRule  ARGS \"@rx a\" \"id:1\"")]
    public void Of_a_changed_file_what_says_the_same_at_the_same_place_is_the_same_directive(string one, string other)
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", $"SecMarker FIRST\n{one}\n{one}\nSecMarker LAST").Directives;
        var now = new ParsedTexts(first).Parse("a.conf", $"SecMarker FIRST\n{one}\n{other}\nSecMarker LAST\n{one}").Directives;

        Assert.Equal([true, true, false, true], before.Zip(now, ReferenceEquals));
        Assert.Equal(5, now.Count);
        Assert.DoesNotContain(now[4], before);
    }

    [Fact]
    public void What_a_line_above_moved_is_another_directive_as_its_place_is_another()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A\nSecMarker B").Directives;
        var now = new ParsedTexts(first).Parse("a.conf", "SecMarker A\n\nSecMarker B").Directives;

        Assert.Same(before[0], now[0]);
        Assert.NotSame(before[1], now[1]);
        Assert.Equal(3, now[1].At.Line);
    }

    [Fact]
    public void A_file_that_is_read_twice_has_directives_of_its_own_each_time()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);
        Assert.Same(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
    }

    [Fact]
    public void What_did_not_come_again_is_forgotten()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);
        next.Close();

        Assert.NotSame(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], new ParsedTexts(new ParsedTexts(first)).Parse("a.conf", "SecMarker A").Directives[0]);
    }
}
